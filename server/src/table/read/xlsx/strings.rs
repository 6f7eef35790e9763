//! Which texts do the cells of a workbook share?

use super::xml::{Xml, push_text, unescape};
use crate::table::FileFault;
use quick_xml::events::Event;
use std::io::Read;

/// How many bytes of texts are held. A sheet with more of them goes as CSV.
const LIMIT: usize = 128 * 1024 * 1024;

/// The shared texts, one behind the other.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn read<S: Read>(xml: &mut Xml<S>) -> Result<Self, FileFault> {
        let mut strings = Self::default();
        let (mut one, mut gather) = (String::new(), Gather::default());
        loop {
            match &xml.next()? {
                Event::End(element) if element.local_name().as_ref() == "si" => {
                    strings.text.push_str(&unescape(&one));
                    one.clear();
                    let end = u32::try_from(strings.text.len());
                    strings
                        .ends
                        .push(end.map_err(|_| FileFault::TooMuchInside)?);
                }
                Event::Eof => return Ok(strings),
                event => gather.take(event, &mut one)?,
            }
            if strings.text.len() + one.len() + strings.ends.len() * 4 > LIMIT {
                return Err(FileFault::TooMuchInside);
            }
        }
    }

    pub(super) fn get(&self, place: usize) -> Option<&str> {
        let at = |place: usize| self.ends.get(place).map(|end| usize::try_from(*end));
        let end = at(place)?.ok()?;
        let start = match place.checked_sub(1) {
            Some(before) => at(before)?.ok()?,
            None => 0,
        };
        self.text.get(start..end)
    }
}

/// What of a cell's content is its text: `v` and `t`, but not how it is pronounced.
#[derive(Default)]
pub(super) struct Gather {
    is_text: bool,
    is_phonetic: bool,
}

impl Gather {
    pub(super) fn take(&mut self, event: &Event<'_>, text: &mut String) -> Result<(), FileFault> {
        let (name, begins) = match event {
            Event::Start(element) => (element.local_name(), true),
            Event::End(element) => (element.local_name(), false),
            event if self.is_text && !self.is_phonetic => return push_text(event, text),
            _ => return Ok(()),
        };
        match name.as_ref() {
            "v" | "t" => self.is_text = begins,
            "rPh" => self.is_phonetic = begins,
            _ => {}
        }
        Ok(())
    }
}
