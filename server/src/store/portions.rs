//! In which portions are many rows written? In a few sizes, so that a few texts serve any number of rows and stay prepared.

const SIZES: [usize; 4] = [64, 16, 4, 1];

/// The rows in their order, as many at once as there is a size for.
pub(crate) fn portions<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= rows.len())?;
        let (portion, rest) = rows.split_at_checked(size)?;
        rows = rest;
        Some(portion)
    })
}

#[cfg(test)]
mod tests {
    use super::portions;

    #[test]
    fn whatever_the_number_there_are_few_sizes() {
        let rows: Vec<u8> = (0..151).collect();
        let sizes: Vec<usize> = portions(&rows).map(<[u8]>::len).collect();
        assert_eq!(sizes, [64, 64, 16, 4, 1, 1, 1]);
        assert_eq!(portions(&rows).collect::<Vec<_>>().concat(), rows);
        assert_eq!(portions::<u8>(&[]).count(), 0);
    }
}
