//! Which little pictures are there? A handful of lines on a 24-pixel grid, always beside a word.

use leptos::prelude::*;

/// A picture; it never carries meaning alone and is hidden from screen readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Done.
    Check,
    /// Time runs.
    Clock,
    /// Something is wrong or late.
    Alert,
    /// Something to know.
    Info,
    /// 异议标注.
    Flag,
    /// Go back.
    Back,
    /// Go on, open.
    Forward,
    /// Take a photograph.
    Camera,
    /// A document.
    File,
    /// Take away.
    Remove,
    /// Look for.
    Search,
    /// A licence.
    Card,
    /// Messages.
    Bell,
    /// A person.
    Person,
    /// More ways.
    Menu,
    /// Take a file home.
    Download,
    /// Rising, of what is sorted.
    Up,
    /// Falling.
    Down,
    /// An electronic seal.
    Stamp,
    /// A code to be read by a telephone.
    Code,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Check => "M4 12.5 9.5 18 20 6.5",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5.5l3.5 2",
            Self::Alert => "M12 3.5 22 20.5H2zM12 10v5M12 17.6v.4",
            Self::Info => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7.2v.4",
            Self::Flag => "M5 21V4M5 4.5h13l-3 4 3 4H5",
            Self::Back => "M14.5 5 8 12l6.5 7",
            Self::Forward => "M9.5 5 16 12l-6.5 7",
            Self::Camera => {
                "M3 8h4.5L9 5.5h6L16.5 8H21v11H3zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z"
            }
            Self::File => "M6 3h8l4 4v14H6zM14 3v4h4",
            Self::Remove => "M6 6l12 12M18 6 6 18",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
            Self::Card => "M3 6h18v12H3zM3 10h18M6.5 14.5h5",
            Self::Menu => "M4 6.5h16M4 12h16M4 17.5h16",
            Self::Download => "M12 4v11M7 10.5l5 5 5-5M4 20h16",
            Self::Up => "M12 19V5M6 11l6-6 6 6",
            Self::Down => "M12 5v14M6 13l6 6 6-6",
            Self::Stamp => {
                "M12 3a3.5 3.5 0 0 1 2 6.4V13h4v4H6v-4h4V9.4A3.5 3.5 0 0 1 12 3zM6 20.5h12"
            }
            Self::Code => "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v6h-6",
            Self::Bell => "M6 17v-6a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
            Self::Person => {
                "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 21c.5-4.5 3.5-6.5 7.5-6.5s7 2 7.5 6.5"
            }
        }
    }
}

/// Draws `icon` in the colour of the text around it.
pub fn icon(icon: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=icon.path() />
        </svg>
    }
    .into_any()
}
