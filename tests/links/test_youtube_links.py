"""The second platform of the sandbox: its videos and accounts are told apart."""

from __future__ import annotations

import pytest

from services.links import parse

VIDEO = "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.youtube.com/watch?v={VIDEO}",
        f"https://m.youtube.com/watch?feature=share&v={VIDEO}&t=42s",
        f"https://music.youtube.com/watch?v={VIDEO}&list=RDAMVM{VIDEO}",
        f"https://youtu.be/{VIDEO}?si=abcdef",
        f"youtu.be/{VIDEO}",
        f"https://www.youtube.com/shorts/{VIDEO}",
        f"https://youtube.com/live/{VIDEO}?feature=share",
        f"https://www.youtube-nocookie.com/embed/{VIDEO}?start=3",
        f"https://www.youtube.com/v/{VIDEO}",
        f"https://m.youtube.com/#/watch?v={VIDEO}",
    ],
)
def test_every_form_of_a_video_is_that_video(url: str) -> None:
    assert parse(url).canonical == f"youtube:video:{VIDEO}"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://www.youtube.com/@Some.Name", "youtube:handle:some.name"),
        ("https://youtube.com/@some.name/videos", "youtube:handle:some.name"),
        ("https://www.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw", "youtube:channel:UCuAXFkgsw1L7xaCfnd5JJOw"),
        ("https://www.youtube.com/user/SomeName", "youtube:user:somename"),
        ("https://www.youtube.com/c/SomeName/about", "youtube:name:somename"),
        (f"https://www.youtube.com/watch?v={VIDEO}&lc=UgxAbCdEfGhI4AaABAg", "youtube:comment:UgxAbCdEfGhI4AaABAg"),
    ],
)
def test_what_is_not_a_video_is_something_else(url: str, canonical: str) -> None:
    assert parse(url).canonical == canonical


def test_ids_of_videos_keep_their_case() -> None:
    assert parse(f"https://youtu.be/{VIDEO}").canonical != parse(f"https://youtu.be/{VIDEO.upper()}").canonical


@pytest.mark.parametrize("word", ["videoseries", "live_stream"])
def test_a_word_of_the_player_is_no_video(word: str) -> None:
    link = parse(f"https://www.youtube.com/embed/{word}?list=PLabc")

    assert (link.platform, link.native_id) == ("youtube", None)
