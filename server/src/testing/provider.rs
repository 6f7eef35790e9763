//! An identity provider that speaks OpenID Connect, on a port of this machine and with real keys, and that can be told to
//! do wrong. Nobody visits its page: a test takes the code that the page would send the browser back with.

#![expect(
    clippy::missing_panics_doc,
    reason = "a test whose provider can't be made, or is asked something else, has failed"
)]

use crate::ports::identity::IdentityProvider;
use crate::ports::identity::oidc::{Oidc, OidcSettings};
use crate::ports::identity::said::Names;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use openidconnect::IssuerUrl;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::net::TcpListener;

const CLIENT: &str = "mingzheng";
const SECRET: &str = "a secret of the two";

/// The provider.
pub struct Provider {
    issuer: String,
    inside: Arc<Mutex<Inside>>,
    served: tokio::task::JoinHandle<()>,
}

/// What it does.
pub struct Inside {
    /// What it says under its signature instead of the truth, claim by claim; null is nothing.
    pub wrong: serde_json::Map<String, Value>,
    /// What it says at the address of the user's data.
    pub beside: Value,
    /// The key that it signs with.
    pub signs_with: u8,
    /// The keys that it publishes.
    pub publishes: Vec<u8>,
    /// The algorithm that it names; anything but ES256 is signed with the secret, or not at all.
    pub algorithm: &'static str,
    /// Where browsers log out there, if anywhere.
    pub ends_at: Option<&'static str>,
    /// Its tokens can't be had.
    pub is_down: bool,
    /// How often its keys were asked for.
    pub keys_asked: usize,
    issuer: String,
    now: Timestamp,
    codes_given: usize,
    codes: HashMap<String, Asked>,
}

struct Asked {
    nonce: String,
    challenge: String,
    back: String,
}

impl Provider {
    /// Starts it; it knows who somebody is by their name and number.
    pub async fn start(now: Timestamp, name: &str, number: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let inside = Arc::new(Mutex::new(Inside {
            wrong: serde_json::Map::new(),
            beside: json!({ "sub": "7", "name": name, "id_number": number }),
            signs_with: 1,
            publishes: vec![1],
            algorithm: "ES256",
            ends_at: Some("/session/end"),
            is_down: false,
            keys_asked: 0,
            issuer: issuer.clone(),
            now,
            codes_given: 0,
            codes: HashMap::new(),
        }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/me", get(me))
            .with_state(inside.clone());
        let served = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            issuer,
            inside,
            served,
        }
    }

    /// It is gone; nobody listens there any more.
    pub async fn stop(self) {
        self.served.abort();
        assert!(self.served.await.unwrap_err().is_cancelled());
    }

    /// How it is set up here.
    pub fn settings(&self) -> IdentityProvider {
        let settings = OidcSettings {
            issuer: IssuerUrl::new(self.issuer.clone()).unwrap(),
            client_id: CLIENT.to_owned(),
            client_secret: SECRET.to_owned(),
            scopes: vec!["profile".to_owned()],
            names: Names {
                name: "name".to_owned(),
                number: "id_number".to_owned(),
                document_type: None,
                citizen_id: "111".to_owned(),
            },
        };
        IdentityProvider::Oidc(Arc::new(Oidc::new(settings).unwrap()))
    }

    /// Its issuer, which is its address.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// What it does, to be told otherwise.
    pub fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap()
    }

    /// It says this under its signature.
    pub fn says(&self, claim: &str, value: Value) {
        self.inside().wrong.insert(claim.to_owned(), value);
    }

    /// Somebody who was sent here logs in; the address to which their browser goes back.
    pub fn logs_in(&self, sent_to: &str) -> String {
        let uri: http::Uri = sent_to.parse().unwrap();
        let asked = parameters(uri.query().unwrap());
        assert!(
            sent_to.starts_with(&format!("{}/auth?", self.issuer)),
            "{sent_to}"
        );
        assert_eq!(asked["code_challenge_method"], "S256");
        assert_eq!(asked["scope"], "openid profile");
        let mut inside = self.inside();
        let code = format!("code-{}", inside.codes_given);
        inside.codes_given += 1;
        let back = asked["redirect_uri"].clone();
        let path = format!("{}?code={code}&state={}", path_of(&back), asked["state"]);
        let asked = Asked {
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            back,
        };
        inside.codes.insert(code, asked);
        path
    }
}

/// The parameters of an address, decoded.
pub fn parameters(query: &str) -> HashMap<String, String> {
    let pairs = openidconnect::url::form_urlencoded::parse(query.as_bytes());
    pairs.into_owned().collect()
}

fn path_of(address: &str) -> String {
    address.parse::<http::Uri>().unwrap().path().to_owned()
}

async fn about(State(inside): State<Arc<Mutex<Inside>>>) -> Json<Value> {
    let (issuer, ends_at) = {
        let inside = inside.lock().unwrap();
        (inside.issuer.clone(), inside.ends_at)
    };
    let mut about = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    });
    if let Some(ends_at) = ends_at {
        about["end_session_endpoint"] = [&issuer, ends_at].concat().into();
    }
    Json(about)
}

async fn keys(State(inside): State<Arc<Mutex<Inside>>>) -> Json<Value> {
    let mut inside = inside.lock().unwrap();
    inside.keys_asked += 1;
    let keys: Vec<Value> = inside.publishes.iter().copied().map(public).collect();
    Json(json!({ "keys": keys }))
}

async fn token(
    State(inside): State<Arc<Mutex<Inside>>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let mut inside = inside.lock().unwrap();
    if inside.is_down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let expected = format!(
        "Basic {}",
        STANDARD.encode(format!("{CLIENT}:a+secret+of+the+two"))
    );
    if headers.get(header::AUTHORIZATION).map(header_text) != Some(expected) {
        return refused("invalid_client");
    }
    let Some(asked) = inside.codes.remove(&form["code"]) else {
        return refused("invalid_grant");
    };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    if challenge != asked.challenge || form["redirect_uri"] != asked.back {
        return refused("invalid_grant");
    }
    Json(json!({
        "access_token": "access",
        "token_type": "Bearer",
        "expires_in": 60,
        "id_token": inside.signed(&asked.nonce),
    }))
    .into_response()
}

async fn me(State(inside): State<Arc<Mutex<Inside>>>, headers: HeaderMap) -> Response {
    if headers
        .get(header::AUTHORIZATION)
        .map(header_text)
        .as_deref()
        != Some("Bearer access")
    {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    Json(inside.lock().unwrap().beside.clone()).into_response()
}

fn header_text(value: &http::HeaderValue) -> String {
    value.to_str().unwrap().to_owned()
}

fn refused(error: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response()
}

impl Inside {
    fn signed(&self, nonce: &str) -> String {
        let now = self.now.as_second();
        let mut claims = json!({
            "iss": self.issuer, "aud": CLIENT, "sub": "7", "nonce": nonce, "iat": now, "exp": now + 300,
        });
        for (name, value) in &self.wrong {
            claims[name] = value.clone();
        }
        let header = json!({ "alg": self.algorithm, "kid": format!("key-{}", self.signs_with) });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(&header), part(&claims));
        let signature = match self.algorithm {
            "ES256" => {
                let signature: Signature = key(self.signs_with).sign(text.as_bytes());
                signature.to_bytes().to_vec()
            }
            "HS256" => {
                use hmac::{Hmac, KeyInit as _, Mac as _};
                let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
                mac.chain_update(&text).finalize().into_bytes().to_vec()
            }
            _ => Vec::new(),
        };
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).unwrap()
}

fn public(number: u8) -> Value {
    let point = key(number).verifying_key().to_sec1_point(false);
    let part = |bytes: Option<&p256::FieldBytes>| URL_SAFE_NO_PAD.encode(bytes.unwrap());
    json!({
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": format!("key-{number}"),
        "x": part(point.x()), "y": part(point.y()),
    })
}
