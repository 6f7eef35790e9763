//! Nothing that holds a secret says it when it is printed.

use crate::config::*;

/// Whether a type can be printed, as a constant of it: the inherent one goes before the trait's.
struct Prints<T>(std::marker::PhantomData<T>);

impl<T: fmt::Debug> Prints<T> {
    const WHAT: bool = true;
}

trait Silent {
    const WHAT: bool = false;
}

impl<T> Silent for Prints<T> {}

#[test]
fn nothing_that_holds_a_secret_can_be_printed() {
    use crate::crypto::{Vault, keys::Keyring};
    use crate::ports::identity::{Brought, VerifiedPerson};
    use crate::ports::post::{gateway::Gateway, mail::MailServer};
    use crate::service::{knocking::Knock, showing::objecting::Filed};

    const { assert!(Prints::<Log>::WHAT, "the question can be answered with yes") };
    let silent = [
        ("Config", Prints::<Config>::WHAT),
        ("KeySource", Prints::<KeySource>::WHAT),
        ("Keyring", Prints::<Keyring>::WHAT),
        ("Vault", Prints::<Vault>::WHAT),
        ("Gateway", Prints::<Gateway>::WHAT),
        ("MailServer", Prints::<MailServer>::WHAT),
        ("IdentityProvider", Prints::<IdentityProvider>::WHAT),
        ("VerifiedPerson", Prints::<VerifiedPerson>::WHAT),
        ("Brought", Prints::<Brought>::WHAT),
        ("Post", Prints::<Post>::WHAT),
        ("Knock", Prints::<Knock>::WHAT),
        ("Filed", Prints::<Filed>::WHAT),
    ];
    for (name, prints) in silent {
        assert!(!prints, "{name} prints what it holds");
    }
}

#[test]
fn what_prints_leaves_its_secret_out() {
    use crate::ports::identity::oidc::OidcSettings;
    use crate::ports::identity::said::Names;
    use domain::wire::session::{ChangePassword, StaffLogin};
    use domain::wire::showing::Showing;
    use openidconnect::IssuerUrl;
    let showing = Showing {
        address: "https://zz.example/check/SECRET".to_owned(),
        code: "<svg>SECRET</svg>".to_owned(),
        seconds: 120,
    };
    assert!(!format!("{showing:?}").contains("SECRET"));
    let login = StaffLogin {
        username: "wangmin".to_owned(),
        password: "SECRET".to_owned(),
    };
    assert!(!format!("{login:?}").contains("SECRET"));
    let change = ChangePassword {
        current: "SECRET".to_owned(),
        new: "SECRET".to_owned(),
    };
    assert!(!format!("{change:?}").contains("SECRET"));
    let names = Names {
        name: "name".to_owned(),
        number: "number".to_owned(),
        document_type: None,
        citizen_id: "111".to_owned(),
    };
    let oidc = OidcSettings {
        issuer: IssuerUrl::new("https://zz.example".to_owned()).unwrap(),
        client_id: "zz".to_owned(),
        client_secret: "SECRET".to_owned(),
        scopes: Vec::new(),
        names,
    };
    assert!(!format!("{oidc:?}").contains("SECRET"));
}
