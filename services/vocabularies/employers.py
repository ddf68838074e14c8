"""The words of what an employer does for its staff and about its pupils, and where it turns to. Codes, no narrative."""

from __future__ import annotations

from services.vocabularies.term import Term


class SupportMeasure(Term):
    """What an employer offers to the member of staff."""

    LINE_MANAGER_CHECKIN = "line_manager_checkin", "Talk with the manager", "Sgwrs â'r rheolwr", "Regular talks."
    EAP_REFERRAL = (
        "eap_referral",
        "Employee assistance",
        "Cymorth i weithwyr",
        "To the assistance programme.",
    )
    OCCUPATIONAL_HEALTH = "occupational_health", "Occupational health", "Iechyd galwedigaethol", "A referral."
    UNION_REP_MEETING = "union_rep_meeting", "Meeting with a rep", "Cyfarfod â chynrychiolydd", "With a rep, if wanted."
    PAID_LEAVE = "paid_leave", "Paid leave", "Absenoldeb â thâl", "Time away on full pay."
    TIMETABLE_CHANGE = "timetable_change", "Change of timetable", "Newid amserlen", "Other classes or duties."
    HOME_SECURITY_ADVICE = "home_security_advice", "Home security", "Diogelwch cartref", "Advice about the home."
    PRIVACY_HARDENING = "privacy_hardening", "Privacy settings", "Gosodiadau preifatrwydd", "Help with own accounts."
    LEGAL_ADVICE = "legal_advice", "Legal advice", "Cyngor cyfreithiol", "Advice by a lawyer."
    COMMS_PLAN = "comms_plan", "What is said to whom", "Cynllun cyfathrebu", "An agreed line to staff and parents."
    PHASED_RETURN = "phased_return", "Phased return", "Dychwelyd yn raddol", "Back to work in steps."
    HELPLINE_LISTENING = "helpline_listening", "Helpline that listens", "Llinell wrando", "A number to call."


class BehaviourStep(Term):
    """What a school does about a pupil under its behaviour policy. The pupil is never named."""

    EDUCATION_CONVERSATION = "education_conversation", "Conversation", "Sgwrs addysgol", "About what it does to people."
    RESTORATIVE = "restorative", "Restorative meeting", "Cyfarfod adferol", "With those it hurt, if they want it."
    PARENT_MEETING = "parent_meeting", "Meeting with parents", "Cyfarfod â rhieni", "With parents or carers."
    DETENTION = "detention", "Detention", "Cadw ar ôl ysgol", "Time after school."
    DEVICE_SANCTION = "device_sanction", "Device taken away", "Cosb dyfais", "No telephone or account at school."
    SUSPENSION = "suspension", "Suspension", "Gwaharddiad dros dro", "Away from school for a time."
    PERMANENT_EXCLUSION = "permanent_exclusion", "Exclusion", "Gwaharddiad parhaol", "Away from the school for good."
    POLICE_REFERRAL = "police_referral", "Referral to the police", "Atgyfeirio at yr heddlu", "The police were told."
    YOUTH_JUSTICE = "youth_justice", "Youth justice", "Cyfiawnder ieuenctid", "The youth justice service was told."
    NONE_IDENTIFIED = "none_identified", "Nobody identified", "Neb wedi'i adnabod", "It is not known who posted it."


class ReferralDestination(Term):
    """Where an incident is taken that needs somebody else."""

    POLICE_999 = "police_999", "Emergency police", "Heddlu brys", "999: somebody is in danger now."
    POLICE_101 = "police_101", "Police", "Heddlu", "101, or the force's own site."
    LADO = "lado", "Local authority officer", "Swyddog yr awdurdod lleol", "For allegations against staff."
    CEOP = "ceop", "CEOP", "CEOP", "Sexual abuse or grooming of a child."
    IWF = "iwf", "Internet Watch Foundation", "Internet Watch Foundation", "Sexual images of children."
    STOPNCII = "stopncii", "StopNCII", "StopNCII", "Intimate images of adults."
    REPORT_REMOVE = "report_remove", "Report Remove", "Report Remove", "Images of under-eighteens in the UK."
    TAKE_IT_DOWN = "take_it_down", "Take It Down", "Take It Down", "Images of under-eighteens anywhere."
    TRUE_VISION = "true_vision", "True Vision", "True Vision", "Hate crime."
    REVENGE_PORN_HELPLINE = (
        "revenge_porn_helpline",
        "Revenge Porn Helpline",
        "Revenge Porn Helpline",
        "Adults in the UK.",
    )
    EDUCATION_SUPPORT = "education_support", "Education Support", "Education Support", "Somebody to talk to."
    OFCOM = "ofcom", "Ofcom", "Ofcom", "What a service does in general; not a single case."
    ICO = "ico", "Information Commissioner", "Comisiynydd Gwybodaeth", "Misuse of personal data."
