//! Which check character do the hybrid systems of ISO 7064 give, MOD 11,10 for digits and MOD 37,36 for digits and
//! letters?

/// The value of the check character that goes with `values`; each is below `modulus`, which is 10 or 36.
pub(crate) fn hybrid(modulus: u32, values: impl Iterator<Item = u32>) -> u32 {
    let product = values.fold(modulus, |product, value| {
        let sum = match (product + value) % modulus {
            0 => modulus,
            sum => sum,
        };
        sum * 2 % (modulus + 1)
    });
    (modulus + 1 - product) % modulus
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(modulus: u32, text: &str) -> u32 {
        hybrid(modulus, text.chars().map(|c| c.to_digit(36).unwrap()))
    }

    #[test]
    fn the_published_examples_come_out() {
        assert_eq!(check(10, "0794"), 5, "the standard's own");
        assert_eq!(
            char::from_digit(check(36, "A12425GABC1234002"), 36),
            Some('m'),
            "a recording's identifier (GRid)"
        );
    }
}
