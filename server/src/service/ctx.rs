//! On whose behalf, when and under which request does a service act?

use crate::app::App;
use crate::store::audit::{By, Entry, Object};
use domain::access::{Actor, Role};
use domain::id::{AgencyId, HolderId, RequestId, StaffId};
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
    /// Under which the log knows the request.
    pub request_id: RequestId,
}

/// Anybody, logged in or not; the session isn't looked at.
#[derive(Clone, Copy, Debug)]
pub struct Visitor;

/// The server itself, in its jobs.
#[derive(Clone, Copy, Debug)]
pub struct System;

/// A holder who is logged in.
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

/// Somebody who is logged in, as the database knows them at this moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Standing {
    /// Who.
    pub actor: Actor,
    /// Whether the first password has to be changed before anything else.
    pub must_change_password: bool,
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
            request_id: RequestId(app.ids.new_id(now)),
        }
    }
}

impl<A: Caller> Ctx<A> {
    /// An audit record of this request about somebody's record.
    pub fn entry(&self, action: crate::store::audit::Action, object: Object) -> Entry {
        Entry {
            id: self.new_id(),
            at: self.now,
            by: self.actor.by(),
            action,
            object,
            service_item: None,
            request: Some(self.request_id),
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

impl Caller for Clerk {
    fn by(&self) -> By {
        By::Staff(self.staff)
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
