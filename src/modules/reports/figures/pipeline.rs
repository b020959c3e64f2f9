//! Open orders by stage and dealer, how long they stand there, and those that stand longest.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::modules::dealers::Dealer;
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::{Kind, StageKey, StageLine, stages};
use crate::modules::reports::model::sums::NO_DAY;
use crate::modules::reports::model::{Part, Period, Topic};
use crate::modules::reports::queries::{self, Behind, ByCurrency, Whose};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::ui::Tone;
use crate::platform::values::{DealerId, Locale};

/// Orders that are named as standing longest.
pub const STUCK: usize = 10;

/// A stage with what stands in it.
pub struct Step {
    pub key: StageKey,
    pub name: String,
    pub kind: Kind,
    pub tone: Tone,
    pub sums: ByCurrency,
}

/// A dealer with what is open.
pub struct DealerLine {
    pub dealer: Arc<Dealer>,
    pub all: ByCurrency,
    /// By place in [`Pipeline::steps`].
    pub steps: Vec<ByCurrency>,
}

pub struct Pipeline {
    pub steps: Vec<Step>,
    pub dealers: Vec<DealerLine>,
    pub all: ByCurrency,
    pub stuck: Behind,
}

impl Pipeline {
    /// Of one stage or one dealer, where it is named.
    pub fn read(
        tx: &ReadTx,
        l: Locale,
        dealers: &[Arc<Dealer>],
        dealer: Option<DealerId>,
        stage: Option<&StageKey>,
    ) -> Result<Pipeline, Error> {
        let line = stages(tx)?;
        let at_rest = Period {
            from: NO_DAY,
            to: NO_DAY,
        };
        let mut found: Vec<(Arc<Dealer>, BTreeMap<StageKey, ByCurrency>)> = Vec::new();
        for known in dealers
            .iter()
            .filter(|known| dealer.is_none_or(|asked| known.id == asked))
        {
            let mut of_stage: BTreeMap<StageKey, ByCurrency> = BTreeMap::new();
            queries::sums(tx, Topic::Standing, Some(known.id), at_rest, |cell| {
                if let Part::Stage(key) = &cell.key.part
                    && stage.is_none_or(|asked| asked == key)
                {
                    of_stage
                        .entry(key.clone())
                        .or_default()
                        .add(cell.key.currency, cell.sums);
                }
            })?;
            if !of_stage.is_empty() {
                found.push((Arc::clone(known), of_stage));
            }
        }
        let mut steps = steps(l, &line, &found);
        let mut all = ByCurrency::default();
        let mut lines = Vec::with_capacity(found.len());
        for (dealer, of_stage) in found {
            let own: Vec<ByCurrency> = steps
                .iter()
                .map(|step| of_stage.get(&step.key).cloned().unwrap_or_default())
                .collect();
            let mut whole = ByCurrency::default();
            for (step, sums) in steps.iter_mut().zip(&own) {
                step.sums.join(sums);
                whole.join(sums);
            }
            all.join(&whole);
            lines.push(DealerLine {
                dealer,
                all: whole,
                steps: own,
            });
        }
        lines.sort_by_key(|line| std::cmp::Reverse(line.all.all().orders));
        let stuck = queries::stuck(tx, &Whose::of(tx, dealer), STUCK, |facts| {
            stage.is_none_or(|asked| facts.stage == *asked)
        })?;
        Ok(Pipeline {
            steps,
            dealers: lines,
            all,
            stuck,
        })
    }
}

/// The stages of the line that are not over, and those that orders still stand in though they were taken out. The dealer's
/// own approval only where somebody stands in it.
fn steps(l: Locale, line: &StageLine, found: &[(Arc<Dealer>, BTreeMap<StageKey, ByCurrency>)]) -> Vec<Step> {
    let used = |key: &StageKey| found.iter().any(|(_, of_stage)| of_stage.contains_key(key));
    let entry = line.entry().map(|stage| stage.key.clone());
    let shown = line.stages.iter().chain(&line.retired).filter(|stage| {
        let empty = line.get(&stage.key).is_some()
            && !stage.kind.is_over()
            && (stage.kind != Kind::Waiting || Some(&stage.key) == entry.as_ref());
        empty || used(&stage.key)
    });
    let mut steps: Vec<Step> = shown
        .map(|stage| Step {
            key: stage.key.clone(),
            name: stage_name(l, line, &stage.key),
            kind: stage.kind,
            tone: stage.tone(),
            sums: ByCurrency::default(),
        })
        .collect();
    steps.sort_by_key(|step| step.kind);
    steps
}
