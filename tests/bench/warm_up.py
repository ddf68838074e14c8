"""Read the whole database once, as some hours of traffic do.

Otherwise a larger database would look slower only because less of it happens to be in memory.
"""

from __future__ import annotations

import psycopg

from tests.support.databases import Database

# Without these plans PostgreSQL reads row by row through indexes, as for requests. A sequential scan of a large table
# would not fill the shared buffers.
DISABLED_PLANS = ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "enable_material")
READ_STATEMENTS = (
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
    "select count(*) from (select from access order by organisation_id, kind, resource_id) as access_row",
    "select count(f.kind) from feed_head h join feed_entry f on f.organisation_id = h.organisation_id",
)


def warm_up(database: Database) -> None:
    """Read the tables that requests read, and their indexes, into the shared buffers."""
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("set max_parallel_workers_per_gather = 0; set jit = off")
        for setting in DISABLED_PLANS:
            connection.execute(f"set {setting} = off")
        for statement in READ_STATEMENTS:
            connection.execute(statement).fetchall()
