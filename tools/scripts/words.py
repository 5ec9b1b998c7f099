"""Write the words that the page sends to the scripts of the map, for the tests of these.

    python tools/scripts/words.py > tests/scripts/words.json

A test fails where the two differ.
"""

import json

from eventmap.maps import WORDS

print(json.dumps(WORDS, ensure_ascii=False, indent=2))
