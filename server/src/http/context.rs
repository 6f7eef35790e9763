//! Who asks? The extractors that make a service's [`Ctx`] out of a request.
//!
//! The type in a handler's signature is its authorisation: [`Ctx<Citizen>`] lets holders in, [`Ctx<Clerk>`] staff,
//! `Ctx<Representative>` who acts for a company as its legal representative, `Ctx` (of [`Actor`]) anybody who is logged in,
//! [`Ctx<Machine>`] another system with its key, [`Ctx<Sender>`] either of the two, and [`Ctx<Visitor>`] everybody.

use super::problem::Problem;
use super::{limiting, session};
use crate::app::App;
use crate::service::{
    Citizen, Clerk, Ctx, Machine, Representative, Sender, Standing, Visitor, machines,
};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use domain::access::Actor;
use domain::id::RequestId;
use domain::problem::ProblemCode;
use domain::representation::ForCompany;
use domain::second_factor::Owed;

impl FromRequestParts<App> for Ctx<Visitor> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let now = app.clock.now();
        let request_id = parts.extensions.get::<RequestId>().copied();
        Ok(Self {
            app: app.clone(),
            now,
            actor: Visitor,
            in_person: None,
            request_id: request_id.unwrap_or_else(|| RequestId(app.ids.new_id(now))),
        })
    }
}

/// Whoever it is, also somebody who still has to change the first password.
impl FromRequestParts<App> for Ctx<Option<Standing>> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let ctx = Ctx::<Visitor>::from_request_parts(parts, app).await?;
        let standing = session::standing(parts, app).await?;
        Ok(ctx.with(standing))
    }
}

impl FromRequestParts<App> for Ctx<Actor> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let ctx = Ctx::<Option<Standing>>::from_request_parts(parts, app).await?;
        let standing = ctx.actor.clone().ok_or(ProblemCode::SignedOut)?;
        if standing.owes == Some(Owed::Proof) {
            return Err(ProblemCode::SecondFactorRequired.into());
        }
        if standing.must_change_password {
            return Err(ProblemCode::PasswordMustChange.into());
        }
        if standing.owes.is_some() {
            return Err(ProblemCode::SecondFactorRequired.into());
        }
        let in_person = standing.acting.map(|acting| acting.person);
        // Whoever acts for a company is one person still.
        let account = match (in_person, &standing.actor) {
            (Some(person), _) => person.0,
            (None, Actor::Holder { holder }) => holder.0,
            (None, Actor::Staff { staff, .. }) => staff.0,
        };
        limiting::by_account(parts, app, account)?;
        Ok(Ctx {
            in_person,
            ..ctx.with(standing.actor)
        })
    }
}

/// Who acts for a company and may name its agents.
impl FromRequestParts<App> for Ctx<Representative> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let standing = Ctx::<Option<Standing>>::from_request_parts(parts, app).await?;
        let acting = standing.actor.as_ref().and_then(|who| who.acting);
        let ctx = Ctx::<Citizen>::from_request_parts(parts, app).await?;
        let company = ctx.actor.holder;
        match acting {
            Some(acting) if acting.acting_as.may(ForCompany::NameAgents) => {
                let person = acting.person;
                Ok(ctx.with(Representative { company, person }))
            }
            _ => Err(ProblemCode::Forbidden.into()),
        }
    }
}

impl FromRequestParts<App> for Ctx<Citizen> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let ctx = Ctx::<Actor>::from_request_parts(parts, app).await?;
        match ctx.actor {
            Actor::Holder { holder } => Ok(ctx.with(Citizen { holder })),
            Actor::Staff { .. } => Err(ProblemCode::Forbidden.into()),
        }
    }
}

impl FromRequestParts<App> for Ctx<Clerk> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let ctx = Ctx::<Actor>::from_request_parts(parts, app).await?;
        match ctx.actor {
            Actor::Staff {
                staff,
                agency,
                role,
            } => Ok(ctx.with(Clerk {
                staff,
                agency,
                role,
            })),
            Actor::Holder { .. } => Err(ProblemCode::Forbidden.into()),
        }
    }
}

/// Another system, by the key that it sends as a bearer.
impl FromRequestParts<App> for Ctx<Machine> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let ctx = Ctx::<Visitor>::from_request_parts(parts, app).await?;
        let sent = parts.headers.get(header::AUTHORIZATION);
        let sent = sent.and_then(|value| value.to_str().ok());
        let key = sent.and_then(|sent| sent.strip_prefix("Bearer "));
        let machine = match key {
            Some(key) => machines::known(app, key.trim()).await?,
            None => None,
        };
        match machine {
            Some(machine) => {
                limiting::by_machine(app, machine.key.0)?;
                Ok(ctx.with(machine))
            }
            // No log-in stands for a key.
            None if session::standing(parts, app).await?.is_some() => {
                Err(ProblemCode::Forbidden.into())
            }
            None => Err(ProblemCode::SignedOut.into()),
        }
    }
}

/// Another system where a key is sent, else somebody of the staff.
impl FromRequestParts<App> for Ctx<Sender> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if parts.headers.contains_key(header::AUTHORIZATION) {
            let ctx = Ctx::<Machine>::from_request_parts(parts, app).await?;
            let machine = ctx.actor;
            return Ok(ctx.with(Sender::Machine(machine)));
        }
        let ctx = Ctx::<Clerk>::from_request_parts(parts, app).await?;
        let clerk = ctx.actor;
        Ok(ctx.with(Sender::Clerk(clerk)))
    }
}
