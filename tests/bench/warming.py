"""What some hours of traffic do for a database: everything that is looked up was looked up before.

Without it a larger database would be measured for how much of it happens to be in memory.
"""

from __future__ import annotations

import psycopg

from tests.support.databases import Database

# By index alone, row by row, as requests do it. A plain scan would go past the buffers.
BY_INDEX = ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "enable_material")
WALKS = (
    """
    select count(i.state), count(l.type), count(s.platform), count(k.wrapped) from access a
    join incident i on i.owner_id = a.owner_id and i.id = a.resource_id
    join incident_subject l on l.owner_id = i.owner_id and l.incident_id = i.id
    join subject s on s.id = l.subject_id
    join data_key k on k.owner_id = i.owner_id and k.resource_id = i.id
    where a.kind = 'incident'
    """,
    """
    select count(e.state), count(p.subject_id), count(d.action), count(v.result) from access a
    join escalation e on e.owner_id = a.owner_id and e.id = a.resource_id
    join escalation_subject p on p.owner_id = e.owner_id and p.escalation_id = e.id
    left join decision_subject d on d.owner_id = e.owner_id and d.escalation_id = e.id
    left join verification v on v.owner_id = e.owner_id and v.escalation_id = e.id
    where a.kind = 'escalation'
    """,
    "select count(*) from (select from access order by organisation_id, kind, resource_id) as found",
    "select count(f.kind) from feed_head h join feed_entry f on f.organisation_id = h.organisation_id",
)


def warm(database: Database) -> None:
    """Read it all once."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("set max_parallel_workers_per_gather = 0; set jit = off")
        for way in BY_INDEX:
            owner.execute(f"set {way} = off")
        for walk in WALKS:
            owner.execute(walk).fetchall()
