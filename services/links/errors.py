"""The reasons for which a text is rejected as a link. No message repeats the text."""

from __future__ import annotations

ERROR_DETAILS = {
    "link_empty": "There is no address here.",
    "link_too_long": "An address may have at most 2048 characters.",
    "link_control_character": "The address contains a control character.",
    "link_with_spaces": "The address contains spaces; paste the address alone.",
    "link_several": "There is more than one address here; report each as a link of its own.",
    "link_truncated": "The address was cut short; copy it in full.",
    "link_handle": "A handle alone is not an address; paste the address of the profile.",
    "link_not_web": "Only addresses of web pages (http, https) can be reported.",
    "link_malformed": "This is not the address of a web page.",
    "link_with_credentials": "The address contains a user name or password; remove them.",
    "link_private_host": "The address is not on the public internet.",
}


class InvalidLink(Exception):
    """The text is no link to a public web page; `code` is a key of ERROR_DETAILS. Never leaves this package."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
