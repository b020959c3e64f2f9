//! The check of a list of 5,000 pasted lines against a catalogue of 100,000 products: what a buyer waits for.

use std::time::Instant;

use anyhow::ensure;
use kabinet::modules::catalogue::{Prices, StockRule};
use kabinet::modules::quick::{Kind, Verdict, verdicts, written};
use kabinet::platform::sheets::rows_of_text;

use crate::Outcome;
use crate::arguments::Arguments;
use crate::seed::{House, look, said};
use crate::table::{Goal, Table, median};

const LINES: usize = 5_000;
/// Of them: spelled otherwise than in the catalogue, and such as nothing is called.
const SPELLED: usize = 800;
const LOST: usize = 200;

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let folder = arguments.folder("lists")?;
    let data = folder.path().join("data");
    let products = arguments.size(100_000, 10_000);
    let house = House::build(&data, products, 1)?;
    let text = pasted(&house);
    house.close()?;
    // What is put in past 1C isn't told to search: it reads everything anew.
    std::fs::remove_dir_all(data.join("index"))?;
    let mut rounds = Vec::new();
    look(&data, |access| {
        let access = access();
        let book = access.services().part::<Prices>().current();
        for number in 0..=arguments.rounds {
            let begun = Instant::now();
            let rows = written(&rows_of_text(&text, LINES + 1)?);
            let tx = access.read().map_err(said)?;
            let checked = verdicts(&access, &tx, &rows, &book, StockRule::Exact).map_err(said)?;
            let taken = begun.elapsed().as_secs_f64() * 1e3;
            let good = checked.iter().filter(|verdict| verdict.kind().is_good()).count();
            let lost = checked
                .iter()
                .filter(|verdict| verdict.kind() == Kind::NotFound)
                .count();
            ensure!(
                (good, lost) == (LINES - LOST, LOST),
                "{good} of {LINES} lines are good, {lost} are not found"
            );
            ensure!(
                checked
                    .iter()
                    .any(|verdict| matches!(verdict, Verdict::NotFound { near } if !near.is_empty())),
                "nothing comes near what is not found"
            );
            if number > 0 {
                rounds.push(taken);
            }
        }
        Ok(())
    })?;
    let details = format!(
        "median of {} rounds; {products} products, {SPELLED} lines spelled otherwise, {LOST} not found",
        rounds.len()
    );
    let name = "check of 5,000 pasted lines";
    table.figure("lists", name, median(rounds), "ms", Goal::AtMost(2_000.0), details);
    Ok(())
}

/// Two columns as a spreadsheet gives them, with their headings.
fn pasted(house: &House) -> String {
    let mut text = String::from("Артикул\tКоличество\n");
    for line in 0..LINES {
        let article = house.goods[line * house.goods.len() / LINES].article();
        let quantity = 1 + line % 12;
        let article = match line {
            // Latin letters for Cyrillic ones, another case, no dashes.
            line if line < SPELLED => article.replace('Т', "t").replace('В', "b").replace('-', " "),
            line if line < SPELLED + LOST => format!("скандия {line} окно белое"),
            _ => article.to_owned(),
        };
        text.push_str(&format!("{article}\t{quantity}\n"));
    }
    text
}
