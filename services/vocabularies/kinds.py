"""The labels of the kinds of organisation. The kinds themselves belong to the policy, which knows no labels."""

from __future__ import annotations

from services.policy.actor import Kind
from services.vocabularies.term import Term


class ReporterKind(Term):
    """Who reported an incident, as far as anybody else is told. A union is never told from other representatives."""

    SCHOOL = "school", "School", "Ysgol", "The school itself."
    REPRESENTATIVE = (
        "representative",
        "Representative",
        "Cynrychiolydd",
        "Whoever else reports for a person: an employer of another kind, a union, an adviser. Which is not told.",
    )
    HELPLINE = "helpline", "Helpline", "Llinell gymorth", "The helpline took it down itself."


KINDS: dict[Kind, tuple[str, str, str]] = {
    Kind.SCHOOL: ("School", "Ysgol", "A school or college."),
    Kind.TRUST: ("Trust", "Ymddiriedolaeth", "A trust that runs several schools."),
    Kind.LOCAL_AUTHORITY: ("Local authority", "Awdurdod lleol", "A local authority with duties for schools."),
    Kind.UNION: ("Union", "Undeb", "A union of school staff or school leaders."),
    Kind.HELPLINE: ("Helpline", "Llinell gymorth", "The helpline that assesses reports and takes them to platforms."),
    Kind.PLATFORM: ("Platform", "Platfform", "A service on which content is posted."),
    Kind.GOVERNMENT: ("Government", "Llywodraeth", "The education department of a nation."),
    Kind.COORDINATION_BODY: ("Co-ordination body", "Corff cydlynu", "A body that co-ordinates across nations."),
    Kind.REGULATOR: ("Regulator", "Rheoleiddiwr", "The regulator of online services."),
    Kind.POLICE: ("Police", "Heddlu", "A police force."),
    Kind.EMPLOYER_OTHER: (
        "Other employer or representative",
        "Cyflogwr neu gynrychiolydd arall",
        "An employer or representative of another kind.",
    ),
}
