"""What each kind of organisation does in the story."""

from services.sandbox.story.role import Role
from services.sandbox.story.roles.bystander import Bystander
from services.sandbox.story.roles.government import Government
from services.sandbox.story.roles.helpline import Helpline
from services.sandbox.story.roles.platform import Platform
from services.sandbox.story.roles.school import School
from services.sandbox.story.roles.union import Union

ROLES: dict[str, type[Role]] = {
    "bystander": Bystander,
    "government": Government,
    "helpline": Helpline,
    "platform": Platform,
    "school": School,
    "union": Union,
}
