//! What may happen to an entry of the catalogue, and what it is afterwards: the one table of its life
//! (兰安 一百四十八: 同步更新和维护; 庆证 十一: 由综合管理部门集中统一发布).
//!
//! An entry has at most one version on its way, the *candidate*; the version in force stays in force until the candidate
//! is published. Licences keep the version under which they were issued, whatever becomes of the entry.

use serde::{Deserialize, Serialize};

/// Whether licences are issued under a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TypeState {
    /// 编制中: never published yet.
    Compiled,
    /// 已发布.
    Published,
    /// 已暂停: nothing is issued for now.
    Suspended,
    /// 已废止: final.
    Withdrawn,
}

/// Where one version of a type stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum VersionState {
    /// 草稿.
    Draft,
    /// 待审核.
    Submitted,
    /// 退回修改.
    Returned,
    /// 已发布: in force, or followed by another.
    Published,
}

/// Where the version on its way stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Candidate {
    /// 草稿.
    Draft,
    /// 待审核.
    Submitted,
    /// 退回修改.
    Returned,
}

/// Everything about an entry's state that events change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Whether licences are issued under it.
    pub state: TypeState,
    /// The version on its way, where there is one.
    pub candidate: Option<Candidate>,
}

/// What happens to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EntryEvent {
    /// 编制: a version is begun, the first one or the next.
    Compiled,
    /// 保存.
    Saved,
    /// 提交审核.
    Submitted,
    /// 退回.
    Returned,
    /// 发布.
    Published,
    /// 暂停.
    Suspended,
    /// 恢复.
    Resumed,
    /// 废止: final.
    Withdrawn,
    /// 指定发证单位: who issues beside the one that compiled it.
    IssuersNamed,
}

/// Why something can't happen to an entry now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum EntryRefusal {
    /// 废止 is final.
    #[error("the type has been withdrawn; nothing can happen to it any more")]
    Withdrawn,
    /// One version is on its way at a time.
    #[error("a version of the type is on its way already")]
    CandidateThere,
    /// Nothing is on its way.
    #[error("no version of the type is on its way")]
    NoCandidate,
    /// Who reviews reads what stands still.
    #[error("the version has been submitted; it can be changed when it is returned")]
    UnderReview,
    /// Only what was submitted is reviewed.
    #[error("the version has not been submitted")]
    NotSubmitted,
    /// Only a published type can be suspended.
    #[error("the type is not published")]
    NotPublished,
    /// Only a suspended type can be resumed.
    #[error("the type is not suspended")]
    NotSuspended,
}

impl TypeState {
    /// Every state.
    pub const ALL: [Self; 4] = [
        Self::Compiled,
        Self::Published,
        Self::Suspended,
        Self::Withdrawn,
    ];
}

impl VersionState {
    /// Where it stands on its way; none when it has arrived.
    pub const fn on_its_way(self) -> Option<Candidate> {
        match self {
            Self::Draft => Some(Candidate::Draft),
            Self::Submitted => Some(Candidate::Submitted),
            Self::Returned => Some(Candidate::Returned),
            Self::Published => None,
        }
    }
}

impl From<Candidate> for VersionState {
    fn from(candidate: Candidate) -> Self {
        match candidate {
            Candidate::Draft => Self::Draft,
            Candidate::Submitted => Self::Submitted,
            Candidate::Returned => Self::Returned,
        }
    }
}

impl Candidate {
    /// Every state of a version on its way.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Submitted, Self::Returned];
}

impl EntryEvent {
    /// Every event.
    pub const ALL: [Self; 9] = [
        Self::Compiled,
        Self::Saved,
        Self::Submitted,
        Self::Returned,
        Self::Published,
        Self::Suspended,
        Self::Resumed,
        Self::Withdrawn,
        Self::IssuersNamed,
    ];

    /// Whether the managing body does it; else who compiles.
    pub const fn is_review(self) -> bool {
        matches!(
            self,
            Self::Returned | Self::Published | Self::Suspended | Self::Resumed | Self::Withdrawn
        )
    }

    /// Whether it has to be said why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Returned | Self::Suspended | Self::Withdrawn)
    }
}

impl Entry {
    /// What an entry is when it is begun.
    pub const NEW: Self = Self {
        state: TypeState::Compiled,
        candidate: Some(Candidate::Draft),
    };

    /// The entry after `event`, or why it can't happen.
    pub const fn after(self, event: EntryEvent) -> Result<Self, EntryRefusal> {
        use Candidate as C;
        use EntryEvent as E;
        use EntryRefusal as R;
        use TypeState as S;
        match (event, self.state, self.candidate) {
            (_, S::Withdrawn, _) => Err(R::Withdrawn),
            (E::Compiled, _, None) | (E::Saved, _, Some(C::Draft | C::Returned)) => {
                Ok(self.with(Some(C::Draft)))
            }
            (E::Compiled, _, Some(_)) => Err(R::CandidateThere),
            (E::Submitted, _, Some(C::Draft | C::Returned)) => Ok(self.with(Some(C::Submitted))),
            (E::Saved | E::Submitted, _, Some(C::Submitted)) => Err(R::UnderReview),
            (E::Returned, _, Some(C::Submitted)) => Ok(self.with(Some(C::Returned))),
            // A new version of a suspended type doesn't end the suspension.
            (E::Published, S::Suspended, Some(C::Submitted)) => Ok(self.with(None)),
            (E::Published, _, Some(C::Submitted)) => Ok(self.turned(S::Published).with(None)),
            (E::Returned | E::Published, _, Some(_)) => Err(R::NotSubmitted),
            (E::Saved | E::Submitted | E::Returned | E::Published, _, None) => Err(R::NoCandidate),
            (E::Suspended, S::Published, _) => Ok(self.turned(S::Suspended)),
            (E::Suspended, _, _) => Err(R::NotPublished),
            (E::Resumed, S::Suspended, _) => Ok(self.turned(S::Published)),
            (E::Resumed, _, _) => Err(R::NotSuspended),
            (E::Withdrawn, _, _) => Ok(self.turned(S::Withdrawn)),
            (E::IssuersNamed, _, _) => Ok(self),
        }
    }

    const fn with(self, candidate: Option<Candidate>) -> Self {
        Self { candidate, ..self }
    }

    const fn turned(self, state: TypeState) -> Self {
        Self { state, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Candidate as C;
    use EntryEvent as E;
    use EntryRefusal as R;
    use TypeState as S;

    fn entry(state: TypeState, candidate: Option<Candidate>) -> Entry {
        Entry { state, candidate }
    }

    /// Every entry that events can lead to.
    fn reachable() -> Vec<Entry> {
        let mut reached = vec![Entry::NEW];
        let mut next = 0;
        while let Some(&entry) = reached.get(next) {
            next += 1;
            for after in E::ALL
                .into_iter()
                .filter_map(|event| entry.after(event).ok())
            {
                if !reached.contains(&after) {
                    reached.push(after);
                }
            }
        }
        reached
    }

    #[test]
    fn every_event_on_every_entry_does_what_the_table_says() {
        let candidates = [None, Some(C::Draft), Some(C::Submitted), Some(C::Returned)];
        for state in S::ALL {
            for candidate in candidates {
                for event in E::ALL {
                    let to = |state, candidate| Ok(entry(state, candidate));
                    let submitted = candidate == Some(C::Submitted);
                    let expected = match event {
                        _ if state == S::Withdrawn => Err(R::Withdrawn),
                        E::Compiled if candidate.is_some() => Err(R::CandidateThere),
                        E::Saved | E::Submitted | E::Returned | E::Published
                            if candidate.is_none() =>
                        {
                            Err(R::NoCandidate)
                        }
                        E::Saved | E::Submitted if submitted => Err(R::UnderReview),
                        E::Compiled | E::Saved => to(state, Some(C::Draft)),
                        E::Submitted => to(state, Some(C::Submitted)),
                        E::Returned | E::Published if !submitted => Err(R::NotSubmitted),
                        E::Returned => to(state, Some(C::Returned)),
                        E::Published if state == S::Suspended => to(S::Suspended, None),
                        E::Published => to(S::Published, None),
                        E::Suspended if state == S::Published => to(S::Suspended, candidate),
                        E::Suspended => Err(R::NotPublished),
                        E::Resumed if state == S::Suspended => to(S::Published, candidate),
                        E::Resumed => Err(R::NotSuspended),
                        E::Withdrawn => to(S::Withdrawn, candidate),
                        E::IssuersNamed => to(state, candidate),
                    };
                    let from = entry(state, candidate);
                    assert_eq!(from.after(event), expected, "{from:?} {event:?}");
                }
            }
        }
    }

    #[test]
    fn an_entry_that_was_never_published_always_has_a_version_on_its_way() {
        let reached = reachable();
        assert!(!reached.contains(&entry(S::Compiled, None)));
        // All but that one: a withdrawn entry may keep what was on its way.
        assert_eq!(reached.len(), 15);
    }

    #[test]
    fn nothing_but_a_review_changes_what_is_in_force() {
        for before in reachable() {
            for event in E::ALL.into_iter().filter(|event| !event.is_review()) {
                if let Ok(after) = before.after(event) {
                    assert_eq!(after.state, before.state, "{before:?} {event:?}");
                }
            }
        }
    }
}
