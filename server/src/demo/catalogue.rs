//! The demonstration's types as entries of the catalogue: most published, one suspended, one with a second version, and
//! two on their way.

use super::agencies::Agency;
use super::data::{AgencyData, Data, DataFault, EntryData, FieldData, TypeData};
use super::ids::DemoIds;
use crate::store::bulk::{LicenceType, LicenceTypeEvent, LicenceTypeVersion};
use crate::store::{At, Id, StoreError, Tx, Word};
use domain::access::Role;
use domain::catalogue::{
    EntryEvent, FaceField, Level, ServiceItem, Source, Template, TypeBody, ValueKind, VersionState,
};
use domain::deadline::{CHINA, local_date};
use domain::validity::NO_END;
use jiff::{Timestamp, ToSpan};

/// So many days ago the first versions were published, the second ones, and what is still under way was touched last.
const FIRST: i64 = 620;
const SECOND: i64 = 45;
const LATELY: i64 = 2;

/// Everything that the catalogue holds, as rows.
#[derive(Default)]
pub(super) struct Catalogue {
    types: Vec<LicenceType>,
    versions: Vec<LicenceTypeVersion>,
    events: Vec<LicenceTypeEvent>,
}

/// Where an entry's rows are made: whose it is, and who reviews.
struct Making<'a> {
    now: Timestamp,
    ids: &'a mut DemoIds,
    agency: Id,
    handler: Option<Id>,
    supervisor: Option<Id>,
    events: Vec<LicenceTypeEvent>,
}

impl Catalogue {
    pub(super) fn of(
        data: &Data,
        agencies: &[Agency],
        now: Timestamp,
        ids: &mut DemoIds,
    ) -> Result<Self, DataFault> {
        let mut this = Self::default();
        let supervisor = agencies
            .iter()
            .find_map(|agency| agency.one(Role::Supervisor, 0))
            .map(Id::from);
        for kind in &data.types {
            let place = data.agency_of(&kind.agency)?;
            let making = Making::at(agencies.get(place), supervisor, now, ids);
            if let (Some(mut making), Some(agency)) = (making, data.agencies.get(place)) {
                this.add_type(kind, agency, &mut making);
            }
        }
        for entry in &data.entries {
            let place = data.agency_of(&entry.agency)?;
            if let Some(mut making) = Making::at(agencies.get(place), supervisor, now, ids) {
                this.add_entry(entry, &mut making);
            }
        }
        Ok(this)
    }

    pub(super) async fn write(self, tx: &mut Tx) -> Result<(), StoreError> {
        LicenceType::insert(tx, self.types).await?;
        LicenceTypeVersion::insert(tx, self.versions).await?;
        LicenceTypeEvent::insert(tx, self.events).await
    }

    fn add_type(&mut self, kind: &TypeData, agency: &AgencyData, making: &mut Making<'_>) {
        let bodies = bodies(kind, agency);
        let mut published = 0;
        for (version, (body, days)) in (1..).zip(bodies.into_iter().zip([FIRST, SECOND])) {
            making.course(&kind.code, version, days, EntryEvent::Published);
            let (code, state) = (kind.code.clone(), "published");
            self.versions
                .push(making.version(code, version, body, state, days));
            published = version;
        }
        if let Some(why) = &kind.suspended {
            making.tell(&kind.code, published, EntryEvent::Suspended, LATELY, why);
        }
        let state = match kind.suspended {
            Some(_) => "suspended",
            None => "published",
        };
        self.enter(kind.code.clone(), state, Some(published), making);
    }

    fn add_entry(&mut self, entry: &EntryData, making: &mut Making<'_>) {
        let (last, state) = match entry.state {
            VersionState::Submitted => (EntryEvent::Submitted, "submitted"),
            _ => (EntryEvent::Compiled, "draft"),
        };
        making.course(&entry.code, 1, LATELY, last);
        let (code, body) = (entry.code.clone(), entry.body.clone());
        self.versions
            .push(making.version(code, 1, body, state, LATELY));
        self.enter(entry.code.clone(), "compiled", None, making);
    }

    fn enter(
        &mut self,
        code: String,
        state: &'static str,
        published: Option<i64>,
        making: &mut Making<'_>,
    ) {
        self.types.push(LicenceType {
            code,
            agency_id: making.agency,
            state,
            published,
            revision: making.revision(),
        });
        self.events.append(&mut making.events);
    }
}

impl<'a> Making<'a> {
    fn at(
        agency: Option<&Agency>,
        supervisor: Option<Id>,
        now: Timestamp,
        ids: &'a mut DemoIds,
    ) -> Option<Self> {
        let agency = agency?;
        Some(Self {
            now,
            ids,
            agency: agency.id.into(),
            handler: agency.one(Role::Handler, 0).map(Id::from),
            supervisor,
            events: Vec::new(),
        })
    }

    fn revision(&self) -> i64 {
        i64::try_from(self.events.len()).unwrap_or_default()
    }

    /// What leads a version up to its last event.
    fn course(&mut self, code: &str, version: i64, days: i64, last: EntryEvent) {
        let way = [
            (EntryEvent::Compiled, days + 9),
            (EntryEvent::Submitted, days + 5),
            (EntryEvent::Published, days),
        ];
        for (kind, days) in way {
            self.tell(code, version, kind, days, "");
            if kind == last {
                break;
            }
        }
    }

    fn tell(&mut self, code: &str, version: i64, kind: EntryEvent, days: i64, note: &str) {
        let event = LicenceTypeEvent {
            code: code.to_owned(),
            seq: self.revision() + 1,
            id: Id(self.ids.next()),
            at: self.ago(days),
            kind: Word(kind),
            version,
            staff_id: if kind.is_review() {
                self.supervisor
            } else {
                self.handler
            },
            note: note.to_owned(),
        };
        self.events.push(event);
    }

    fn ago(&self, days: i64) -> At {
        // In the morning, when offices work.
        let day = local_date(self.now).saturating_sub(days.days());
        let morning = CHINA.to_timestamp(day.at(9, 40, 0, 0));
        At(morning.unwrap_or(self.now))
    }

    fn version(
        &self,
        code: String,
        version: i64,
        body: TypeBody,
        state: &'static str,
        days: i64,
    ) -> LicenceTypeVersion {
        LicenceTypeVersion {
            code,
            version,
            state,
            name: body.name.clone(),
            hue: body.hue.into(),
            face_schema: body.fields.clone().into(),
            body: body.into(),
            compiled_at: self.ago(days + 9),
            reviewed_at: (state == "published").then(|| self.ago(days)),
        }
    }
}

/// What the versions of a type say, the first one first.
fn bodies(kind: &TypeData, agency: &AgencyData) -> Vec<TypeBody> {
    let first = body(kind, agency);
    if kind.added.is_empty() {
        return vec![first];
    }
    let mut second = first.clone();
    second.fields.extend(kind.added.iter().map(field));
    vec![first, second]
}

/// What the first version of a type says; licences are of it.
pub(super) fn body(kind: &TypeData, agency: &AgencyData) -> TypeBody {
    let national = kind.definer.is_some();
    let item = |(place, name): (usize, &String)| ServiceItem {
        code: format!("{}{:02}", kind.code.get(9..).unwrap_or_default(), place + 1),
        name: name.clone(),
    };
    TypeBody {
        name: kind.name.clone(),
        hue: kind.hue,
        definer: kind.definer.clone().unwrap_or_else(|| agency.name.clone()),
        definer_level: if national {
            Level::National
        } else {
            Level::County
        },
        class: kind.class,
        holders: kind.holders,
        validity_ranges: vec![match kind.years {
            Some(years) => format!("{years}年"),
            None => NO_END.into(),
        }],
        issuing_levels: vec![Level::County],
        items: kind.items.iter().enumerate().map(item).collect(),
        template: Template {
            title: String::new(),
            note: kind.note.clone(),
        },
        fields: kind.fields.iter().map(field).collect(),
        status_codes: kind.status_codes.clone(),
    }
}

fn field(data: &FieldData) -> FaceField {
    let source = source(&data.value);
    let is_date = matches!(
        source,
        Some(Source::IssuedOn | Source::ValidFrom | Source::ValidTo)
    );
    FaceField {
        key: data.key.clone(),
        label: data.label.clone(),
        sensitive: data.sensitive,
        kind: if is_date {
            ValueKind::Date
        } else if data.codes.is_empty() {
            ValueKind::Text
        } else {
            ValueKind::Code
        },
        codes: data.codes.clone(),
        need: data.need,
        source,
        ..FaceField::default()
    }
}

/// What a pattern repeats of the licence itself.
fn source(pattern: &str) -> Option<Source> {
    Some(match pattern {
        "{holder.name}" => Source::HolderName,
        "{holder.number}" => Source::HolderNumber,
        "{number}" => Source::Number,
        "{issued}" => Source::IssuedOn,
        "{valid_from}" => Source::ValidFrom,
        "{valid_to}" => Source::ValidTo,
        "{valid_from}至{valid_to}" => Source::Validity,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::is_type_code;
    use domain::rulebook::embedded;

    #[test]
    fn every_type_of_the_demonstration_could_be_submitted_as_it_is() {
        let data = Data::load().unwrap();
        let rule = embedded("lanzhou-new-area").unwrap().catalogue;
        for kind in &data.types {
            let agency = &data.agencies[data.agency_of(&kind.agency).unwrap()];
            for body in bodies(kind, agency) {
                assert_eq!(body.check_under(&rule), [], "{}", kind.name);
            }
            assert!(is_type_code(&kind.code), "{}", kind.code);
        }
        for entry in &data.entries {
            let whole = entry.body.check_under(&rule).is_empty();
            assert_eq!(
                whole,
                entry.state == VersionState::Submitted,
                "{}",
                entry.code
            );
            assert!(is_type_code(&entry.code), "{}", entry.code);
        }
    }

    #[test]
    fn what_may_be_chosen_for_a_field_is_in_its_code_list() {
        let data = Data::load().unwrap();
        for field in data.types.iter().flat_map(|kind| &kind.fields) {
            let listed = |choice| field.codes.contains(choice);
            assert!(field.codes.is_empty() || field.choices.iter().all(listed));
        }
    }

    #[test]
    fn the_catalogue_shows_every_state_and_the_two_numberings_of_one_ministry() {
        let data = Data::load().unwrap();
        let code = |code: &str| &data.type_of(code).unwrap().1.status_codes["03"];
        assert_ne!(code("11100000000013338W001"), code("11100000000013338W032"));
        let mut ids = DemoIds::new(Timestamp::UNIX_EPOCH);
        let agencies = Agency::all(&data, &mut ids);
        let made = Catalogue::of(&data, &agencies, Timestamp::UNIX_EPOCH, &mut ids).unwrap();
        for (state, count) in [("suspended", 1), ("compiled", 2)] {
            let in_state = made.types.iter().filter(|kind| kind.state == state);
            assert_eq!(in_state.count(), count, "{state}");
        }
        assert!(made.types.iter().any(|kind| kind.published == Some(2)));
    }
}
