"""No free text or reference that anybody sent can be read in a dump, in any encoding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, fields
from marshmallow.validate import OneOf

from api.schemas.escalations import COUNTRY_PATTERN
from api.schemas.fields import Code, PatternText, PlainText
from tests.api.operations import OPERATIONS
from tests.api.world import World
from tests.dump.dump_file import Dump
from tests.dump.scene import Scene
from tests.support.jobs import run_pending_jobs

# Fields of requests that are text and cannot hold prose. Each has another form than its type says.
NOT_FREE = {
    # The case number of a card is a pattern, and the card itself is stored as a hash.
    "case_number",
    # The action of a transition is one of the state machine's codes, and so is its reason.
    "action",
    "reason",
}

# Texts that no response repeats, the first version of an amended one, and addresses, which only locators show.
WRITE_ONLY = {"consent_evidence_ref", "member_ref", "secret", "summary_neutral", "url"} | {
    "url of an added link",
    "url of the union",
}


def list_free_fields(schema: Schema) -> Iterator[str]:
    """Yield the names of the fields of a request, and of the objects in it, that take free text."""
    for name, member in schema.fields.items():
        while isinstance(member, fields.List):
            member = member.inner
        if isinstance(member, fields.Nested):
            yield from list_free_fields(member.schema)
        elif isinstance(member, PlainText) and not _is_limited(member):
            yield name


def _is_limited(member: PlainText) -> bool:
    """Return whether the text is a code or a country."""
    is_code = isinstance(member, Code) or any(isinstance(check, OneOf) for check in member.validators)
    return is_code or (isinstance(member, PatternText) and COUNTRY_PATTERN in str(member.metadata["pattern"]))


def test_the_scene_fills_every_free_field_of_the_api(scene: Scene) -> None:
    bodies: Mapping[str, Any] = {operation.path: operation.body for operation in OPERATIONS if operation.body}
    free_fields = {name for body in bodies.values() for name in list_free_fields(body())}
    assert free_fields - NOT_FREE == {name.partition(" ")[0] for name in scene.canaries}


def test_no_free_text_is_readable_in_a_dump(scene: Scene, dump: Dump) -> None:
    found = {name: forms for name, word in scene.canaries.items() if (forms := dump.find(word))}
    assert found == {}


def test_the_search_finds_a_word_in_each_encoding(dump: Dump) -> None:
    """Given a dump with a word in text, hexadecimal and base64, each is found."""
    for form in ("it is kanarife!", "\\x6b616e61726966650a", "xGthbmFyaWZlCg==", "eHhrYW5hcmlmZQ==", "a2FuYXJpZmU="):
        assert Dump(f"1\t{form}\n", {}).find("kanarife"), form
    assert dump.find("Ysgol Bryn Coed"), "names of schools are public"


def test_its_readers_read_every_sealed_text(world: World, scene: Scene) -> None:
    """Given the same texts, the API returns them to those who may read them."""
    incident, union_incident = (f"/incidents/{scene.ids[name]}" for name in ("incident", "reported by the union"))
    escalation = f"/escalations/{scene.ids['escalation']}"
    subject = world.school.get(incident).json["subjects"][0]["subject_id"]
    run_pending_jobs()
    paths = {
        world.school: (incident,),
        world.union: (f"{union_incident}/transitions", union_incident, f"/member-cases/{scene.ids['member case']}"),
        world.platform: (escalation, f"{escalation}/decisions", f"{escalation}/notices", f"{escalation}/transitions"),
        world.helpline: (f"/subjects/{subject}/verifications",),
    }
    responses = [client.get(path).get_data(as_text=True) for client, paths in paths.items() for path in paths]
    unread = {name for name, word in scene.canaries.items() if not any(word in response for response in responses)}
    assert unread == WRITE_ONLY
    # The wording was copied to the incident of the school.
    assert scene.canaries["wording"] in responses[0]
