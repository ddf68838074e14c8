"""The reasons for which a text is rejected as a link. No message repeats the text."""

from __future__ import annotations

ERROR_DETAILS = {
    "links_too_long": "The links of a report may have 20480 characters together. Add the others to the incident later.",
    "link_empty": "The text contains no web address.",
    "link_too_long": "A web address may have at most 2048 characters.",
    "link_control_character": "The web address contains a control character. Copy it again.",
    "link_with_spaces": "The web address contains spaces. Send the address alone.",
    "link_several": "The text contains several web addresses. Send each as a separate link.",
    "link_truncated": "The web address is incomplete. Copy all of it.",
    "link_handle": "A handle is not a web address. Send the web address of the profile.",
    "link_not_web": "Only http and https addresses can be reported.",
    "link_malformed": "The text is not the address of a web page.",
    "link_with_credentials": "The web address contains a user name or password. Remove it.",
    "link_private_host": "The web address is not on the public internet.",
}


class InvalidLink(Exception):
    """The text is no link to a public web page; `code` is a key of ERROR_DETAILS. Never leaves this package."""

    def __init__(self, code: str) -> None:
        """Create the error with a code of ERROR_DETAILS."""
        self.code = code
        super().__init__(code)
