//! The arguments of `kabinet exchange simulate`.

use std::path::PathBuf;

/// Which 1C is played: the three client families differ in dialogue, schema and patience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Serialize, serde::Deserialize)]
pub enum Family {
    /// Built into Trade Management 11, Complex Automation 2 and ERP 2: schema 2.07, tight polling, no version.
    #[value(name = "A", alias = "a")]
    A,
    /// Built into Small Business (UNF): schema 2.09, pauses between polls.
    #[value(name = "B", alias = "b")]
    B,
    /// The exchange extension: schema 3.1, one file per kind, container of documents.
    #[value(name = "C", alias = "c")]
    C,
}

/// What the imaginary 1C base does with its orders, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Step {
    /// Confirm: the order is agreed and posted.
    Confirm,
    /// Take into production, with a planned date of completion.
    Produce,
    /// Pay in full by bank.
    Pay,
    /// Ship everything, with a track number.
    Ship,
    /// All of the above.
    All,
}

/// Play 1C against a Kabinet server or an exchange folder.
///
/// The order of work is that of 1C: the catalogue goes out first, then orders are loaded, then changed orders go
/// back. Every reply is checked as strictly as the real client does; a broken rule ends the run with exit code 1.
///
/// Example: kabinet exchange simulate --url http://127.0.0.1:8080/exchange/1c --user 1c --password SECRET --process all
///
/// Without a server: kabinet exchange simulate --folder /var/lib/kabinet/exchange --generate 100
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_long_help = "Exit codes: 0 done; 1 the server didn't answer or broke a rule, which is named; 2 wrong \
                             command line."
)]
pub struct Options {
    /// Which 1C to play
    #[arg(long, value_enum, ignore_case = true, default_value = "A")]
    pub family: Family,
    /// Address of the server as a user would type it in 1C; without a path, bitrix/admin/1c_exchange.php is used
    #[arg(long, conflicts_with = "folder", required_unless_present = "folder")]
    pub url: Option<String>,
    /// Name of the exchange account
    #[arg(long, default_value = "")]
    pub user: String,
    /// Password of the exchange account
    #[arg(long, env = "KABINET_EXCHANGE_PASSWORD", hide_env_values = true, default_value = "")]
    pub password: String,
    /// Exchange through this folder (with `in` and `out` inside) instead of HTTP
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// In a folder: pack what is written into one zip archive
    #[arg(long, requires = "folder", conflicts_with = "url")]
    pub zip: bool,
    /// Send the files of this folder as the catalogue
    #[arg(long, conflicts_with = "generate", value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
    /// Generate a catalogue of this many products and send it
    #[arg(long, value_name = "PRODUCTS")]
    pub generate: Option<u32>,
    /// Products in one portion of a generated catalogue; 0 puts all in one
    #[arg(long, default_value_t = 0, value_name = "PRODUCTS")]
    pub portion: u32,
    /// How many of the generated products have a picture
    #[arg(long, default_value_t = 0, value_name = "PRODUCTS")]
    pub pictures: u32,
    /// After a full catalogue, ask the server to switch off what was not in it (family C)
    #[arg(long)]
    pub deactivate: bool,
    /// File with the state of the imaginary 1C base; without it, the base is forgotten in the end
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// Leave the orders alone: send the catalogue only
    #[arg(long)]
    pub no_orders: bool,
    /// Break off after the orders were received, before saying so: they must come again
    #[arg(long)]
    pub no_success: bool,
    /// What the base does with its orders, separated by commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STEPS")]
    pub process: Vec<Step>,
    /// Cancel the order with this number
    #[arg(long, value_name = "NUMBER")]
    pub refuse: Vec<String>,
    /// Cut the first line of the order with this number to half: the base is short of goods
    #[arg(long, value_name = "NUMBER")]
    pub short: Vec<String>,
    /// Seed of everything random: equal seeds give equal files
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The day of the base, on which it numbers and dates its documents; today when absent (YYYY-MM-DD)
    #[arg(long)]
    pub day: Option<crate::platform::values::Day>,
    /// Pause between import calls in milliseconds, for the families that make one
    #[arg(long, default_value_t = 5_000, value_name = "MS")]
    pub pause: u64,
    /// Print the summary as one line of JSON
    #[arg(long)]
    pub json: bool,
}

impl Options {
    /// Options of a run with nothing to do yet, for callers that are not the command line.
    pub fn new(family: Family) -> Options {
        Options {
            family,
            url: None,
            user: String::new(),
            password: String::new(),
            folder: None,
            zip: false,
            catalogue: None,
            generate: None,
            portion: 0,
            pictures: 0,
            deactivate: false,
            state: None,
            no_orders: false,
            no_success: false,
            process: Vec::new(),
            refuse: Vec::new(),
            short: Vec::new(),
            seed: 1,
            day: None,
            pause: 5_000,
            json: false,
        }
    }

    /// The steps to take, in the order in which a base takes them.
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut steps = self.process.clone();
        if steps.contains(&Step::All) {
            steps = vec![Step::Confirm, Step::Produce, Step::Pay, Step::Ship];
        }
        steps.sort_unstable();
        steps.dedup();
        steps
    }
}
