from benchmarks.tiles import tiles_of_view


def test_tiles_cover_the_view_with_its_margin() -> None:
    # Zoom 5: the world is 8192 px, 16 tiles of 512. Longitude 0, latitude 0 is pixel 4096; the
    # view reaches 700 + 64 px to the left and right, 450 + 64 px up and down.
    tiles = tiles_of_view(0, 0, 5)
    assert (tiles.left, tiles.right) == (6, 9)  # 3332 / 512 = 6.5; 4860 / 512 = 9.5
    assert (tiles.top, tiles.bottom) == (6, 9)  # 3582 / 512 = 6.996; 4610 / 512 = 9.004
    assert len(tiles.all()) == 16


def test_area_of_tiles_is_in_the_coordinates_of_the_database() -> None:
    # A tile of zoom 4 is 2^31 / 2^4 wide, a cell 1/16 of that.
    area = tiles_of_view(0, 0, 5).area()
    assert area["west"] == 6 * 2**27
    assert area["east"] == 10 * 2**27 - 1
    assert area["shift"] == 23
