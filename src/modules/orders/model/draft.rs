//! A draft: an order that nobody has sent yet. It has no number; several people of a dealer edit it by versions.

use serde::{Deserialize, Serialize};

use super::{Act, Author, BuyerId, ContractId, Delivery, Order, Refusal};
use crate::modules::catalogue::SkuId;
use crate::modules::configurator::Configuration;
use crate::modules::orders::{LINES_MAX, QUANTITY_MAX};
use crate::platform::values::{AccountId, Day, DealerId, Id, Moment, Quantity};

pub type DraftId = Id<Draft>;

/// The longest name of a draft, in characters.
pub const NAME_MAX: usize = 120;
/// The longest comment, in characters.
pub const COMMENT_MAX: usize = 2_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    pub sku: SkuId,
    pub quantity: Quantity,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// What is chosen of goods that are made to order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<Configuration>,
    /// When this line is wished; `None`: as the draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wished: Option<Day>,
}

impl DraftLine {
    /// Goods as they lie in the catalogue.
    pub fn plain(sku: SkuId, quantity: Quantity, comment: String) -> DraftLine {
        DraftLine {
            sku,
            quantity,
            comment,
            configuration: None,
            wished: None,
        }
    }

    /// The same goods, made in the same way and wished for the same day?
    pub fn is_same(&self, other: &DraftLine) -> bool {
        let goods = self.sku == other.sku && self.configuration == other.configuration;
        goods && self.comment == other.comment && self.wished == other.wished
    }
}

pub(super) fn fits(text: &str, limit: usize) -> Result<(), Refusal> {
    match text.chars().count() <= limit {
        true => Ok(()),
        false => Err(Refusal::TooLong),
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub id: DraftId,
    pub dealer: DealerId,
    /// Who began it.
    pub author: Author,
    pub name: String,
    #[serde(default)]
    pub contract: Option<ContractId>,
    /// The dealer's legal entity that buys.
    #[serde(default)]
    pub entity: Option<BuyerId>,
    #[serde(default)]
    pub lines: Vec<DraftLine>,
    #[serde(default)]
    pub comment: String,
    #[serde(default)]
    pub delivery: Delivery,
    #[serde(default)]
    pub wished: Option<Day>,
    pub created: Moment,
    pub changed: Moment,
    /// Who changed it last; nobody since it was begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<Author>,
    /// Kept to begin drafts from; it is never sent itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub template: bool,
    /// Somebody decides about just this content: until then nobody changes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
    /// Grows with each change: a form carries the one it was drawn from.
    pub version: u32,
}

impl Draft {
    pub fn new(id: DraftId, dealer: DealerId, name: &str, act: Act) -> Result<Draft, Refusal> {
        let draft = Draft {
            id,
            dealer,
            author: act.by,
            name: valid_name(name)?,
            contract: None,
            entity: None,
            lines: Vec::new(),
            comment: String::new(),
            delivery: Delivery::default(),
            wished: None,
            created: act.at,
            changed: act.at,
            changed_by: None,
            template: false,
            held: false,
            version: 1,
        };
        Ok(draft)
    }

    /// The people of the dealer whose draft it is; none: it is only the company's.
    pub fn people(&self) -> impl Iterator<Item = AccountId> + '_ {
        self.author.people()
    }

    /// Can it be changed at all?
    pub fn free(self) -> Result<Draft, Refusal> {
        match self.held {
            true => Err(Refusal::DraftHeld),
            false => Ok(self),
        }
    }

    /// Two people edit one draft: the second sees the difference instead of overwriting it.
    pub fn expect(&self, version: u32) -> Result<(), Refusal> {
        match self.version == version {
            true => Ok(()),
            false => Err(Refusal::DraftMoved),
        }
    }

    pub fn renamed(mut self, name: &str, at: Moment) -> Result<Draft, Refusal> {
        self.name = valid_name(name)?;
        Ok(self.touched(at))
    }

    /// Puts a sku in: adds to its line when there is one without a comment, else makes a new line.
    pub fn with_added(mut self, sku: SkuId, quantity: Quantity, at: Moment) -> Result<Draft, Refusal> {
        check_quantity(quantity)?;
        let full = self.lines.len() >= LINES_MAX;
        let new = DraftLine::plain(sku, quantity, String::new());
        match self.lines.iter_mut().find(|line| line.is_same(&new)) {
            Some(line) => {
                let sum = line.quantity.add(quantity).ok_or(Refusal::Quantity)?;
                check_quantity(sum)?;
                line.quantity = sum;
            }
            None if full => return Err(Refusal::TooManyLines),
            None => self.lines.push(new),
        }
        Ok(self.touched(at))
    }

    /// Puts goods in that are made to order, or configures the line at `place` anew. A new line is a line of its own, even
    /// where another says the same: each is a thing that is made.
    pub fn with_configured(
        mut self,
        sku: SkuId,
        quantity: Quantity,
        configuration: Configuration,
        place: Option<usize>,
        at: Moment,
    ) -> Result<Draft, Refusal> {
        check_quantity(quantity)?;
        match place {
            Some(place) => {
                let line = self.lines.get_mut(place).filter(|line| line.sku == sku);
                let line = line.ok_or(Refusal::LineUnknown)?;
                (line.quantity, line.configuration) = (quantity, Some(configuration));
            }
            None if self.lines.len() >= LINES_MAX => return Err(Refusal::TooManyLines),
            None => {
                let mut line = DraftLine::plain(sku, quantity, String::new());
                line.configuration = Some(configuration);
                self.lines.push(line);
            }
        }
        Ok(self.touched(at))
    }

    /// Puts many lines in: one of the same goods and comment is added to its line. As many as there is room for, in their
    /// order; how many that were.
    pub fn with_all(mut self, lines: &[DraftLine], at: Moment) -> Result<(Draft, usize), Refusal> {
        let mut taken = 0;
        for new in lines {
            check_quantity(new.quantity)?;
            fits(&new.comment, COMMENT_MAX)?;
            let full = self.lines.len() >= LINES_MAX;
            match self.lines.iter_mut().find(|line| line.is_same(new)) {
                Some(line) => {
                    let sum = line.quantity.add(new.quantity).ok_or(Refusal::Quantity)?;
                    check_quantity(sum)?;
                    line.quantity = sum;
                }
                None if full => break,
                None => self.lines.push(new.clone()),
            }
            taken += 1;
        }
        Ok((self.touched(at), taken))
    }

    /// Other goods in place of those of a line, in their own packs; its comment and wished day stay.
    /// `wanted` is the line's quantity in the unit of those.
    pub fn with_substitute(
        mut self,
        place: usize,
        sku: SkuId,
        wanted: Quantity,
        step: Quantity,
        at: Moment,
    ) -> Result<Draft, Refusal> {
        let line = self.lines.get_mut(place).ok_or(Refusal::LineUnknown)?;
        let quantity = wanted.round_up_to(step);
        check_quantity(quantity)?;
        (line.sku, line.quantity, line.configuration) = (sku, quantity, None);
        Ok(self.touched(at))
    }

    /// Puts a line in at the end, whatever stands in the others.
    pub fn with_own_line(mut self, line: DraftLine, at: Moment) -> Result<Draft, Refusal> {
        check_quantity(line.quantity)?;
        fits(&line.comment, COMMENT_MAX)?;
        if self.lines.len() >= LINES_MAX {
            return Err(Refusal::TooManyLines);
        }
        self.lines.push(line);
        Ok(self.touched(at))
    }

    /// Changes the line at `place` (from 0); a quantity of zero takes it out.
    pub fn with_line(mut self, place: usize, quantity: Quantity, comment: &str, at: Moment) -> Result<Draft, Refusal> {
        self.set_line(place, quantity, comment, at)?;
        Ok(self)
    }

    /// The same in place: a form changes a thousand lines one by one. Refused, the draft is as it was.
    pub fn set_line(&mut self, place: usize, quantity: Quantity, comment: &str, at: Moment) -> Result<(), Refusal> {
        fits(comment, COMMENT_MAX)?;
        let line = self.lines.get_mut(place).ok_or(Refusal::LineUnknown)?;
        if quantity == Quantity::ZERO {
            self.lines.remove(place);
        } else {
            check_quantity(quantity)?;
            line.quantity = quantity;
            comment.trim().clone_into(&mut line.comment);
        }
        self.touch(at);
        Ok(())
    }

    pub fn without_line(mut self, place: usize, at: Moment) -> Result<Draft, Refusal> {
        if place >= self.lines.len() {
            return Err(Refusal::LineUnknown);
        }
        self.lines.remove(place);
        Ok(self.touched(at))
    }

    /// Replaces every line at once: a whole form without script.
    pub fn with_lines(mut self, lines: Vec<DraftLine>, at: Moment) -> Result<Draft, Refusal> {
        if lines.len() > LINES_MAX {
            return Err(Refusal::TooManyLines);
        }
        for line in &lines {
            check_quantity(line.quantity)?;
            fits(&line.comment, COMMENT_MAX)?;
        }
        self.lines = lines;
        Ok(self.touched(at))
    }

    pub fn with_parties(
        mut self,
        contract: Option<ContractId>,
        entity: Option<BuyerId>,
        at: Moment,
    ) -> Result<Draft, Refusal> {
        (self.contract, self.entity) = (contract, entity);
        Ok(self.touched(at))
    }

    pub fn with_notes(
        mut self,
        comment: &str,
        delivery: Delivery,
        wished: Option<Day>,
        at: Moment,
    ) -> Result<Draft, Refusal> {
        fits(comment, COMMENT_MAX)?;
        delivery.check()?;
        self.comment = comment.trim().to_owned();
        (self.delivery, self.wished) = (delivery, wished);
        Ok(self.touched(at))
    }

    /// A copy under another name, for the same dealer: a draft, or a template to begin drafts from.
    pub fn duplicate(&self, id: DraftId, name: &str, template: bool, act: Act) -> Result<Draft, Refusal> {
        let mut copy = self.clone();
        (copy.id, copy.author, copy.name, copy.template) = (id, act.by, valid_name(name)?, template);
        copy.held = false;
        (copy.created, copy.changed, copy.changed_by, copy.version) = (act.at, act.at, None, 1);
        // Days of then are no days of now.
        copy.wished = None;
        copy.lines.iter_mut().for_each(|line| line.wished = None);
        Ok(copy)
    }

    /// Takes the lines at these places out into a draft of their own, under the same terms. What stays, and what went.
    pub fn split(mut self, places: &[usize], id: DraftId, name: &str, act: Act) -> Result<(Draft, Draft), Refusal> {
        let mut taken = self.duplicate(id, name, self.template, act.clone())?;
        taken.wished = self.wished;
        taken.lines.clear();
        for (place, line) in std::mem::take(&mut self.lines).into_iter().enumerate() {
            match places.contains(&place) {
                true => taken.lines.push(line),
                false => self.lines.push(line),
            }
        }
        match taken.lines.is_empty() || self.lines.is_empty() {
            true => Err(Refusal::SplitNothing),
            false => Ok((self.touched(act.at), taken)),
        }
    }

    /// Takes in the lines of another draft of the same contract.
    pub fn merged(self, other: &Draft, at: Moment) -> Result<Draft, Refusal> {
        if self.id == other.id || self.dealer != other.dealer || self.contract != other.contract {
            return Err(Refusal::OtherContract);
        }
        let comment = [self.comment.as_str(), other.comment.as_str()];
        let comment: Vec<&str> = comment.into_iter().filter(|comment| !comment.is_empty()).collect();
        let comment = comment.join("\n");
        fits(&comment, COMMENT_MAX)?;
        // What was wished for the other draft as a whole goes on being wished for its lines.
        let theirs = other.wished.filter(|wished| self.wished != Some(*wished));
        let mut lines = other.lines.clone();
        lines.iter_mut().for_each(|line| line.wished = line.wished.or(theirs));
        let (mut draft, taken) = self.with_all(&lines, at)?;
        draft.comment = comment;
        match taken == other.lines.len() {
            true => Ok(draft),
            false => Err(Refusal::TooManyLines),
        }
    }

    /// The lines of an order at these places, or all of them, to be ordered again at the prices of then.
    pub fn of_order(order: &Order, id: DraftId, places: Option<&[usize]>, act: Act) -> Result<Draft, Refusal> {
        let mut name = order.name.clone();
        if name.trim().is_empty() {
            name = order.number.to_string();
        }
        let mut draft = Draft::new(id, order.dealer, &name, act)?;
        (draft.contract, draft.entity) = (Some(order.contract), Some(order.buyer));
        let line = |(_, line): (usize, &super::OrderLine)| DraftLine {
            sku: line.sku,
            quantity: line.quantity,
            comment: line.comment.clone(),
            configuration: line.configuration.as_ref().map(|settled| settled.configuration()),
            wished: None,
        };
        draft.lines = order
            .lines
            .iter()
            .enumerate()
            .filter(|(place, _)| places.is_none_or(|places| places.contains(place)))
            .map(line)
            .filter(|line| line.quantity.is_positive())
            .collect();
        draft.delivery = order.delivery.clone();
        Ok(draft)
    }

    fn touched(mut self, at: Moment) -> Draft {
        self.touch(at);
        self
    }

    fn touch(&mut self, at: Moment) {
        self.changed = at;
        self.version = self.version.saturating_add(1);
    }
}

pub(super) fn valid_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    match !name.is_empty() && name.chars().count() <= NAME_MAX {
        true => Ok(name.to_owned()),
        false => Err(Refusal::Name),
    }
}

pub(super) fn check_quantity(quantity: Quantity) -> Result<(), Refusal> {
    match quantity.is_positive() && quantity <= QUANTITY_MAX {
        true => Ok(()),
        false => Err(Refusal::Quantity),
    }
}
