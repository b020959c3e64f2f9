//! A business module as data: what the registry lists and boot wires.

use std::sync::Arc;

use maud::Markup;

use super::{Cx, Route};
use crate::platform::access::{Access, Permission};
use crate::platform::error::Error;
use crate::platform::journal::Subscriber;
use crate::platform::notify::Owner;
use crate::platform::services::Services;
use crate::platform::store::{ReadTx, RecordInfo};
use crate::platform::timetable::Job;
use crate::platform::ui::Icon;
use crate::platform::values::Moment;

/// Groups of the side menu, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MenuGroup {
    Work,
    /// A dealer's own company.
    Company,
    Dealers,
    Administration,
}

impl MenuGroup {
    pub const ALL: [MenuGroup; 4] = [
        MenuGroup::Work,
        MenuGroup::Company,
        MenuGroup::Dealers,
        MenuGroup::Administration,
    ];
}

pub type Count = fn(&ReadTx, &Access) -> Result<u64, Error>;

/// A line of the menu; shown to those who hold the permission.
pub struct MenuItem {
    /// A Fluent id.
    pub label: &'static str,
    pub icon: Icon,
    pub href: &'static str,
    pub permission: Permission,
    pub group: MenuGroup,
    /// A number beside the label; must be cheap, it is drawn on every page.
    pub count: Option<Count>,
}

/// What modules add to the frame of every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ShellExtras {
    /// Unread notices in the bell.
    pub unread: u64,
    /// The dealer's manager: name and telephone.
    pub manager: Option<(String, String)>,
    /// When 1C last told its figures, and whether that is too long ago.
    pub fresh: Option<(Moment, bool)>,
    /// The numbers beside menu items, by their addresses; filled by the frame itself.
    pub counts: Vec<(&'static str, u64)>,
}

/// The home page: what is open, what is blocked, what can I do now. Each module adds what it knows.
#[derive(Default)]
pub struct Home {
    /// Short facts for the line under the greeting, as whole sentences.
    pub facts: Vec<String>,
    /// The page's main button.
    pub primary: Option<Markup>,
    /// Over both columns: the whole at a glance.
    pub top: Vec<Markup>,
    /// What stands still, with its way out: cards, most pressing first.
    pub blocked: Vec<Markup>,
    /// What is open: cards of the main column.
    pub open: Vec<Markup>,
    /// What can be done now.
    pub tasks: Vec<HomeTask>,
    /// Cards of the side column, under the tasks.
    pub aside: Vec<Markup>,
}

/// A line of «what can be done now».
pub struct HomeTask {
    pub icon: Icon,
    /// Somebody waits: the icon turns amber.
    pub pressing: bool,
    pub what: String,
    /// A second line: why, since when.
    pub why: String,
    /// The button's words and where it leads.
    pub action: (String, String),
}

pub type FillHome = fn(&Cx, &ReadTx, &mut Home) -> Result<(), Error>;

/// Everything that boot needs to know of a module. `..Module::EMPTY` fills what a module has not.
pub struct Module {
    pub name: &'static str,
    pub permissions: &'static [Permission],
    pub routes: fn() -> Vec<Route>,
    pub records: &'static [RecordInfo],
    /// Whose the subjects of its events are within a dealer.
    pub owners: &'static [Owner],
    pub subscribers: fn(&Arc<Services>) -> Vec<Subscriber>,
    pub jobs: fn() -> Vec<Job>,
    pub menu: &'static [MenuItem],
    /// Its pages are refused to whom finance is hidden, whatever else they hold: the menu doesn't offer them.
    pub finance: bool,
    /// Provides the module's parts before anything is served.
    pub boot: fn(&Arc<Services>) -> Result<(), Error>,
    pub shell: Option<fn(&ReadTx, &Access, &mut ShellExtras) -> Result<(), Error>>,
    /// Adds to the home page, for the reader's role.
    pub home: Option<FillHome>,
    /// Addresses that administrators need when the data is looked at after a failure, with all below them. They may need
    /// nothing that runs in the background.
    pub recovery: &'static [&'static str],
}

impl Module {
    pub const EMPTY: Module = Module {
        name: "",
        permissions: &[],
        routes: Vec::new,
        records: &[],
        owners: &[],
        subscribers: |_| Vec::new(),
        jobs: Vec::new,
        menu: &[],
        finance: false,
        boot: |_| Ok(()),
        shell: None,
        home: None,
        recovery: &[],
    };
}
