//! On whose behalf, when and under which request does a service act?

use super::Result;
use crate::app::App;
use crate::store::audit::{By, Entry, Object};
use domain::access::{self, Actor, KeyPurpose, Relation, Role, allowed};
use domain::id::{AgencyId, HolderId, MachineKeyId, RequestId, StaffId};
use domain::problem::ProblemCode;
use domain::representation::ActingAs;
use domain::second_factor::Owed;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Everything about one request that a service needs. `A` says who may ask; it is the authorisation in the signature.
#[derive(Clone)]
pub struct Ctx<A = Actor> {
    /// The running server.
    pub app: App,
    /// Read once, so that all rows of a request agree.
    pub now: Timestamp,
    /// Who asks.
    pub actor: A,
    /// The person who acts, where that is for a company: then the actor is the company.
    pub in_person: Option<HolderId>,
    /// Under which the log knows the request.
    pub request_id: RequestId,
}

/// Anybody, logged in or not; the session isn't looked at.
#[derive(Clone, Copy, Debug)]
pub struct Visitor;

/// The server itself, in its jobs.
#[derive(Clone, Copy, Debug)]
pub struct System;

/// Somebody who acts for a company and may name its agents.
#[derive(Clone, Copy, Debug)]
pub struct Representative {
    /// The company.
    pub company: HolderId,
    /// Who.
    pub person: HolderId,
}

/// A holder who is logged in, or the company that this one acts for.
#[derive(Clone, Copy, Debug)]
pub struct Citizen {
    /// Who.
    pub holder: HolderId,
}

/// Somebody of an agency who is logged in.
#[derive(Clone, Copy, Debug)]
pub struct Clerk {
    /// Who.
    pub staff: StaffId,
    /// Where.
    pub agency: AgencyId,
    /// As what.
    pub role: Role,
}

/// Another system that came with a key.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// The key.
    pub key: MachineKeyId,
    /// In whose name it acts.
    pub agency: AgencyId,
    /// What the key is for.
    pub purpose: KeyPurpose,
}

/// Who sends what an agency has issued: somebody who works there, or its system.
#[derive(Clone, Copy, Debug)]
pub enum Sender {
    /// Logged in.
    Clerk(Clerk),
    /// With its key.
    Machine(Machine),
}

impl Sender {
    /// In whose name it is sent.
    pub(super) const fn agency(self) -> AgencyId {
        match self {
            Self::Clerk(clerk) => clerk.agency,
            Self::Machine(machine) => machine.agency,
        }
    }

    /// By whom, where that is a person.
    pub(super) const fn staff(self) -> Option<StaffId> {
        match self {
            Self::Clerk(clerk) => Some(clerk.staff),
            Self::Machine(_) => None,
        }
    }
}

/// Somebody who is logged in, as the database knows them at this moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Standing {
    /// Who; a company where one acts for it.
    pub actor: Actor,
    /// Whether the first password has to be changed before anything else.
    pub must_change_password: bool,
    /// What the log-in of staff owes beside the password before anything else.
    pub owes: Option<Owed>,
    /// Whether it proved a second factor.
    pub has_proved: bool,
    /// Whether it is so young that its owner may change what they log in with.
    pub is_fresh: bool,
    /// Who acts for the company, and as what.
    pub acting: Option<Acting>,
}

/// Somebody who acts for a company.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Acting {
    /// Who.
    pub person: HolderId,
    /// As what.
    pub acting_as: ActingAs,
}

impl Standing {
    /// Somebody who has just logged in, owes nothing and acts for themselves.
    pub const fn of(actor: Actor) -> Self {
        Self {
            actor,
            must_change_password: false,
            owes: None,
            has_proved: false,
            is_fresh: true,
            acting: None,
        }
    }

    /// The citizen in person, whomever they act for.
    pub fn person(&self) -> Option<HolderId> {
        match (&self.acting, &self.actor) {
            (Some(acting), _) => Some(acting.person),
            (None, Actor::Holder { holder }) => Some(*holder),
            (None, Actor::Staff { .. }) => None,
        }
    }
}

/// Somebody in whose name the audit log can record.
pub trait Caller {
    /// As it stands in the audit log.
    fn by(&self) -> By;
}

impl Ctx<System> {
    /// For a job's run.
    pub fn of_system(app: &App) -> Self {
        let now = app.clock.now();
        Self {
            app: app.clone(),
            now,
            actor: System,
            in_person: None,
            request_id: RequestId(app.ids.new_id(now)),
        }
    }
}

impl<A: Caller> Ctx<A> {
    /// An audit record of this request about somebody's record.
    pub fn entry(&self, action: crate::store::audit::Action, object: Object) -> Entry {
        let by = self.actor.by();
        let acting_for = match (self.in_person, by) {
            (Some(_), By::Holder(company)) => Some(company),
            _ => None,
        };
        Entry {
            id: self.new_id(),
            at: self.now,
            by: self.in_person.map_or(by, By::Holder),
            acting_for,
            action,
            object,
            service_item: None,
            request: Some(self.request_id),
        }
    }
}

impl Ctx<Clerk> {
    /// Goes on only where the caller may do this to what the own agency issued.
    pub(super) fn may(&self, action: access::Action) -> Result<()> {
        if allowed(self.actor.role, Relation::OwnAgency, action) {
            Ok(())
        } else {
            Err(ProblemCode::Forbidden.into())
        }
    }
}

impl Ctx<Machine> {
    /// Goes on only where the key is for this.
    pub(super) fn is_for(&self, purpose: KeyPurpose) -> Result<()> {
        if self.actor.purpose == purpose {
            Ok(())
        } else {
            Err(ProblemCode::Forbidden.into())
        }
    }
}

impl<A> Ctx<A> {
    /// A new id of this moment.
    pub fn new_id(&self) -> uuid::Uuid {
        self.app.ids.new_id(self.now)
    }

    /// The same request in another's name.
    pub fn with<B>(self, actor: B) -> Ctx<B> {
        Ctx {
            app: self.app,
            now: self.now,
            actor,
            in_person: self.in_person,
            request_id: self.request_id,
        }
    }
}

impl Caller for Actor {
    fn by(&self) -> By {
        match self {
            Self::Holder { holder } => By::Holder(*holder),
            Self::Staff { staff, .. } => By::Staff(*staff),
        }
    }
}

impl Caller for Visitor {
    fn by(&self) -> By {
        By::Nobody
    }
}

impl Caller for System {
    fn by(&self) -> By {
        By::System
    }
}

impl Caller for Citizen {
    fn by(&self) -> By {
        By::Holder(self.holder)
    }
}

impl Caller for Representative {
    fn by(&self) -> By {
        By::Holder(self.company)
    }
}

impl Caller for Clerk {
    fn by(&self) -> By {
        By::Staff(self.staff)
    }
}

impl Caller for Machine {
    fn by(&self) -> By {
        By::Machine(self.key)
    }
}

impl Caller for Sender {
    fn by(&self) -> By {
        match self {
            Self::Clerk(clerk) => clerk.by(),
            Self::Machine(machine) => machine.by(),
        }
    }
}

impl From<Citizen> for Actor {
    fn from(citizen: Citizen) -> Self {
        Self::Holder {
            holder: citizen.holder,
        }
    }
}

impl From<Clerk> for Actor {
    fn from(clerk: Clerk) -> Self {
        Self::Staff {
            staff: clerk.staff,
            agency: clerk.agency,
            role: clerk.role,
        }
    }
}
