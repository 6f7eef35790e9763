//! How a test may want its server otherwise than usual.

use crate::app::{Face, Web};
use crate::demo;
use crate::limits::Rates;
use crate::ports::identity::IdentityProvider;
use crate::ports::post::{PATIENCE, Post};
use crate::ports::scanner::Scanner;
use crate::service::deployment::Kind;
use domain::delivery::Digest;
use domain::rulebook::Rulebook;
use jiff::SignedDuration;

/// What a test may want otherwise.
#[derive(Clone)]
pub struct Wish {
    /// The origin that browsers see.
    pub public_url: String,
    /// What the deployment is.
    pub kind: Kind,
    /// Which faces are served.
    pub face: Face,
    /// Whether staff need a second factor.
    pub second_factor: bool,
    /// Whether the demonstration's world is laid, with so many licences and cases.
    pub world: Option<demo::Size>,
    /// Whose law holds: one that the program carries, or a text.
    pub rulebook: &'static str,
    /// The roots of accredited authorities, as DER.
    pub seal_roots: Vec<Vec<u8>>,
    /// Where citizens are verified, if not where the kind of deployment says.
    pub identity: Option<IdentityProvider>,
    /// How messages leave it.
    pub post: Post,
    /// What looks for viruses.
    pub scanner: Option<Scanner>,
    /// How much may be asked, if not what is usual.
    pub rates: Option<Rates>,
    /// So many proxies stand before it.
    pub proxies: usize,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            kind: Kind::Demonstration,
            face: Face::All,
            second_factor: false,
            world: None,
            rulebook: "lanzhou-new-area",
            seal_roots: Vec::new(),
            identity: None,
            post: Post {
                mail: None,
                gateway: None,
                quiet: None,
                digest: Digest::parse("08:30").expect("a time"),
                patience: PATIENCE,
            },
            scanner: None,
            rates: None,
            proxies: 0,
        }
    }
}

impl Wish {
    /// How the outside reaches it.
    pub(super) fn web(&self) -> Web {
        Web {
            public_url: self.public_url.clone(),
            face: self.face,
            proxies: self.proxies,
            second_factor: self.second_factor,
            idle: SignedDuration::from_mins(30),
            absolute: SignedDuration::from_hours(8),
        }
    }

    /// The rulebook that is wished for.
    pub(super) fn law(&self) -> Rulebook {
        let read = if self.rulebook.contains('\n') {
            domain::rulebook::parse("wished.toml", self.rulebook)
        } else {
            domain::rulebook::embedded(self.rulebook)
        };
        read.expect("a rulebook")
    }
}
