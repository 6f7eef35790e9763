//! What is a number found by, or known again, by those alone who hold the key?

use super::Vault;
use crate::crypto::keys::{self, Key};
use domain::identifier::{CitizenId, Uscc};
use rand::RngExt as _;
use uuid::Uuid;
use zeroize::Zeroizing;

/// So that an index of another column can't be compared with this one.
const NUMBER_PURPOSE: &[u8] = b"mingzheng/holder.number/v1\0";
const REQUEST_PURPOSE: &[u8] = b"mingzheng/idempotency.digest/v1\0";
const NAME_PURPOSE: &[u8] = b"mingzheng/unknown-name/v1\0";

/// What a number is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlindIndex {
    /// The key that made it.
    pub key_id: String,
    /// 32 bytes.
    pub bytes: Vec<u8>,
}

impl Vault {
    /// What a holder's number is found by, however it was typed.
    pub fn index(&self, number: &str) -> BlindIndex {
        let number = Zeroizing::new(normalised(number));
        blind_index(&self.0.active_index_id, &self.0.active_index, &number)
    }

    /// The same under every key: while a key is being turned, some are found by the old one.
    pub fn indexes(&self, number: &str) -> Vec<BlindIndex> {
        let number = Zeroizing::new(normalised(number));
        let keys = self.0.index.iter();
        keys.map(|(id, key)| blind_index(id, key, &number))
            .collect()
    }

    /// The id of the key that indexes from now on.
    pub fn active_index_key(&self) -> &str {
        &self.0.active_index_id
    }

    /// A digest under a key, which tells nothing to who hasn't the key.
    pub fn keyed(&self, digest: &[u8]) -> [u8; 32] {
        keys::mac(&self.0.active_index, &[REQUEST_PURPOSE, digest])
    }

    /// A code of so many digits that nobody can foresee.
    pub fn digits(&self, count: usize) -> String {
        let mut random = rand::rng();
        (0..count)
            .map(|_| char::from(b'0' + random.random_range(0..10_u8)))
            .collect()
    }

    /// Bytes that nobody can guess.
    pub fn secret(&self) -> [u8; 32] {
        rand::rng().random()
    }

    /// Stands for a user name that no account has where an account's id would stand. People mistype passwords into the
    /// name's field, so it is kept nowhere as it is.
    pub fn stand_in(&self, name: &str) -> Uuid {
        let mac = keys::mac(&self.0.active_index, &[NAME_PURPOSE, name.as_bytes()]);
        let [half, _] = mac.as_chunks::<16>().0 else {
            return Uuid::nil();
        };
        Uuid::from_bytes(*half)
    }
}

fn blind_index(id: &str, key: &Key, number: &str) -> BlindIndex {
    BlindIndex {
        key_id: id.to_owned(),
        bytes: keys::mac(key, &[NUMBER_PURPOSE, number.as_bytes()]).to_vec(),
    }
}

fn normalised(number: &str) -> String {
    CitizenId::parse(number)
        .map(|id| id.as_str().to_owned())
        .or_else(|_| Uscc::parse(number).map(|code| code.as_str().to_owned()))
        .unwrap_or_else(|_| number.trim().to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::keys::Keyring;

    fn vault() -> Vault {
        Vault::new(&Keyring::fresh())
    }

    #[test]
    fn a_number_has_one_index_however_it_is_typed_and_another_under_another_key() {
        let vault = vault();
        let index = vault.index("11010519491231002X");
        for typed in [
            " 11010519491231002x",
            "１１０１０５１９４９１２３１００２Ｘ",
        ] {
            assert_eq!(vault.index(typed), index);
        }
        assert_ne!(vault.index("110105194912310038"), index);
        assert_ne!(self::vault().index("11010519491231002X"), index);
    }
}
