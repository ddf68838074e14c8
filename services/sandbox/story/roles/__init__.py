"""The roles in the story by name: one class for each kind of organisation that takes part."""

from services.sandbox.story.actor_role import ActorRole
from services.sandbox.story.roles.bystander import Bystander
from services.sandbox.story.roles.government import Government
from services.sandbox.story.roles.helpline import Helpline
from services.sandbox.story.roles.platform import Platform
from services.sandbox.story.roles.school import School
from services.sandbox.story.roles.union import Union

ROLES: dict[str, type[ActorRole]] = {
    "bystander": Bystander,
    "government": Government,
    "helpline": Helpline,
    "platform": Platform,
    "school": School,
    "union": Union,
}
