//! A device with one passkey: what a telephone does when a browser asks it (`WebAuthn` 3, 6.5), with a key of its own and a
//! count of its uses.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Somebody is there, and has shown who they are.
const PRESENT: u8 = 0b0000_0001;
const VERIFIED: u8 = 0b0000_0100;
/// A key follows.
const WITH_KEY: u8 = 0b0100_0000;

#[derive(Clone)]
pub(super) struct Device {
    key: SigningKey,
    id: Vec<u8>,
    user: String,
    pub(super) count: u32,
    /// Whether it looks at who holds it.
    pub(super) verifies: bool,
    /// The page that it believes to be on.
    pub(super) origin: String,
}

impl Device {
    /// A device whose key is made of this number.
    pub(super) fn of(number: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[number; 32]).unwrap(),
            id: vec![number; 16],
            user: String::new(),
            count: 0,
            verifies: true,
            origin: "http://localhost:8080".to_owned(),
        }
    }

    /// Makes its passkey as asked.
    pub(super) fn make(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(
            options["authenticatorSelection"]["userVerification"],
            "required"
        );
        self.user = options["user"]["id"].as_str().unwrap().to_owned();
        let point = self.key.verifying_key().to_sec1_point(false);
        let mut data = self.data(&options["rp"]["id"], WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        // COSE: an EC2 key for ES256 on P-256, with x and y.
        data.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        data.extend(point.x().unwrap().iter());
        data.extend([0x22, 0x58, 32]);
        data.extend(point.y().unwrap().iter());
        let mut whole = vec![0xa3, 0x63];
        whole.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        whole.push(data.len().try_into().unwrap());
        whole.extend(data);
        let said = self.said("webauthn.create", &options);
        self.credential(&json!({
            "attestationObject": BASE64.encode(whole),
            "clientDataJSON": BASE64.encode(said),
        }))
    }

    /// Signs what is asked for a log-in.
    pub(super) fn sign(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(options["userVerification"], "required");
        assert!(
            options["allowCredentials"]
                .as_array()
                .is_none_or(Vec::is_empty)
        );
        self.count += 1;
        let data = self.data(&options["rpId"], 0);
        let said = self.said("webauthn.get", &options);
        let signed = [data.clone(), Sha256::digest(&said).to_vec()].concat();
        let signature: Signature = self.key.sign(&signed);
        self.credential(&json!({
            "authenticatorData": BASE64.encode(data),
            "clientDataJSON": BASE64.encode(said),
            "signature": BASE64.encode(signature.to_der()),
            "userHandle": self.user,
        }))
    }

    fn data(&self, site: &Value, flags: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(site.as_str().unwrap()).to_vec();
        data.push(PRESENT | verified | flags);
        data.extend(self.count.to_be_bytes());
        data
    }

    fn said(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        serde_json::to_vec(&said).unwrap()
    }

    fn credential(&self, response: &Value) -> String {
        let id = BASE64.encode(&self.id);
        json!({
            "id": id,
            "rawId": id,
            "response": response,
            "type": "public-key",
            "clientExtensionResults": {},
        })
        .to_string()
    }
}
