//! What holders and those who act for them read.

use super::super::take::{Record, named};
use super::super::{FromJson, Value};
use super::FromRecord;
use domain::id::RepresentationId;
use domain::representation::{ActingAs, TermStanding};
use domain::rulebook::Reminders;
use domain::wire::acting::{AgentShown, Company};
use domain::wire::representative::{Registered, RepresentativeShown, Representatives};
use domain::wire::version::{SealProof, SealShown, VersionShown};
use uuid::Uuid;

ids! { RepresentationId }

names! {
    ActingAs { Representative = "representative", Agent = "agent" }
    TermStanding { Coming = "coming", Running = "running", Over = "over", Ended = "ended" }
}

records! {
    Company { holder name acting_as until }
    AgentShown { id name number from to ended_on standing }
    Representatives { company name items agents may_register }
    RepresentativeShown { id name number from to standing registered ended }
    Registered { at by basis }
    Reminders { days basis regulation article note }
    VersionShown {
        version identifier predecessor superseded made_by trust schema_version valid_from valid_to created_at face
        approved_by seal
    }
    SealShown { name unit sealed_at }
    SealProof { seal record signature chain roots }
}
