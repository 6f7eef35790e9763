//! How are many rows written at once? What fills the library writes its rows by these, one or thousands.
//!
//! A file for each kind of row; [`Batch`] writes those of holders, licences and objections together.

/// More make statements that cost more to read than they save; SQLite takes 32,766 parameters at most.
const ROWS_AT_ONCE: usize = 200;

/// A row of a table, its columns in their order, and the function that writes many.
macro_rules! table {
    ($table:literal, $(#[$doc:meta])* $name:ident { $($column:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub(crate) struct $name { $(pub(crate) $column: $type,)+ }

        impl $name {
            const INTO: &str = concat!(
                "INSERT INTO ", $table, " (",
                table!(@columns $($column)+), ") "
            );

            /// Writes them, in their order.
            pub(crate) async fn insert(tx: &mut crate::store::Tx, rows: Vec<Self>) -> Result<(), crate::store::StoreError> {
                let mut rows = rows.into_iter();
                loop {
                    let part: Vec<Self> = rows.by_ref().take(super::ROWS_AT_ONCE).collect();
                    let (count, whole) = (part.len(), part.len() == super::ROWS_AT_ONCE);
                    if count == 0 {
                        return Ok(());
                    }
                    crate::store::on!(tx, |c| {
                        let mut query = sqlx::QueryBuilder::new(Self::INTO);
                        query.push_values(part, |mut values, row| {
                            $(values.push_bind(row.$column);)+
                        });
                        query.build().persistent(whole).execute(c).await.map(drop)
                    })?;
                }
            }
        }
    };
    (@columns $first:ident $($rest:ident)*) => {
        concat!(stringify!($first) $(, ", ", stringify!($rest))*)
    };
}

mod batch;
mod board;
mod catalogue;
mod holders;
mod licences;
mod objections;
mod quality;

pub(crate) use batch::Batch;
pub(crate) use board::{CaseFigure, CasePart, CaseStanding};
pub(crate) use catalogue::{LicenceType, LicenceTypeEvent, LicenceTypeVersion};
pub(crate) use holders::{
    CoHolder, DemonstrationPerson, Holder, Representation, RepresentationEvent,
};
pub(crate) use licences::{
    AwaitingSeal, Licence, LicenceApproval, LicenceEvent, LicenceSeal, LicenceVersion,
};
pub(crate) use objections::{
    CaseCounter, DeadlineMove, Evidence, Notice, Objection, ObjectionClock, ObjectionEvent,
};
pub(crate) use quality::{EntryQuality, QualityMonth, QualityStock, Sampled};
