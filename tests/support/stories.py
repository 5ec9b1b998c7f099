"""A story as a file of views."""

GOOD = """
[[story]]
name = "two"
title = "Two steps"
[[story.step]]
title = "First"
text = "All of it."
link = ""
[[story.step]]
title = "Second"
text = "Drones <b>alone</b>."
link = "type=drone&lat=50&lng=30&zoom=6&layer=density&event=e1"
"""
