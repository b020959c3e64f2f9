//! Who takes part in an order's conversation: whom a post may name, who hears of it, for whom it is unread.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::model::{Audience, Mention, Post};
use super::permissions::{READ, WRITE};
use super::records::Thread;
use crate::modules::orders::permissions::SUBMIT;
use crate::modules::orders::{Order, Side};
use crate::platform::access::{Membership, Rights, Role};
use crate::platform::error::Error;
use crate::platform::journal::Recipient;
use crate::platform::store::{Reader, Record};
use crate::platform::values::{DealerId, MembershipId, Moment};

/// The people of both sides who may read the conversation of an order.
pub struct People {
    /// Of the dealer.
    dealer: Vec<Arc<Membership>>,
    /// The dealer's own managers.
    managers: Vec<Arc<Membership>>,
    /// The rest of the manufacturer's who see this dealer.
    admins: Vec<Arc<Membership>>,
}

/// People of a company who may read the conversation of an order now.
fn readers(
    tx: &impl Reader,
    company: Option<DealerId>,
    order: &Order,
    at: Moment,
) -> Result<Vec<Arc<Membership>>, Error> {
    let people = Rights::of_company(tx, company, at)?.into_iter();
    let reading = people.filter(|(_, rights)| rights.hold(READ) && order.visible_to(&rights.scope()));
    Ok(reading.map(|(member, _)| member).collect())
}

impl People {
    pub fn of(tx: &impl Reader, order: &Order, at: Moment) -> Result<People, Error> {
        let dealer = readers(tx, Some(order.dealer), order, at)?;
        let staff = readers(tx, None, order, at)?;
        let (managers, admins) = staff.into_iter().partition(|member| member.role == Role::Manager);
        Ok(People {
            dealer,
            managers,
            admins,
        })
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Membership>> {
        self.dealer.iter().chain(&self.managers).chain(&self.admins)
    }

    fn find(&self, id: MembershipId) -> Option<&Arc<Membership>> {
        self.all().find(|member| member.id == id)
    }

    /// Whom somebody of a side may name. A dealer is shown those of the manufacturer whom it deals with: its managers and
    /// who has written to it; where it has no manager, all who see it.
    pub fn nameable(&self, thread: Option<&Thread>, by_dealer: bool, own_side: bool) -> Vec<Mention> {
        let mention = |member: &Arc<Membership>| Mention {
            membership: member.id,
            name: member.name.clone(),
        };
        let mut found = Vec::new();
        if by_dealer || !own_side {
            found.extend(self.dealer.iter().map(mention));
        }
        if by_dealer && own_side {
            return found;
        }
        found.extend(self.managers.iter().map(mention));
        let has_written = |id| {
            let writers = thread.map(|thread| thread.writers.as_slice()).unwrap_or_default();
            writers.iter().any(|writer| writer.membership == id)
        };
        let open = !by_dealer || self.managers.is_empty();
        let admins = self.admins.iter().filter(|member| open || has_written(member.id));
        found.extend(admins.map(mention));
        found
    }

    /// How many see what is written for an audience.
    pub fn readers(&self, audience: Audience) -> usize {
        let staff = self.managers.len() + self.admins.len();
        match audience {
            Audience::Shared => self.dealer.len() + staff,
            Audience::Staff => staff,
            Audience::Dealer => self.dealer.len(),
        }
    }

    /// Who hears of a post in the bell and by mail: those who are concerned. Its author is left out by the bell.
    pub fn told(&self, order: &Order, thread: &Thread, post: &Post) -> Vec<Recipient> {
        let mut told: Vec<Recipient> = Vec::new();
        let mut member = |membership| {
            let recipient = Recipient::Member { membership };
            if !told.contains(&recipient) {
                told.push(recipient);
            }
        };
        for writer in &thread.writers {
            if self.sees(writer.membership, post.audience) {
                member(writer.membership);
            }
        }
        for mention in &post.mentions {
            member(mention.membership);
        }
        if post.audience != Audience::Staff {
            let author = order.author.membership.filter(|_| order.author.side == Side::Dealer);
            match author.filter(|id| self.find(*id).is_some()) {
                Some(author) => member(author),
                // Entered by the manufacturer, or by somebody who has left.
                None => told.push(Recipient::Dealer {
                    dealer: order.dealer,
                    permission: SUBMIT.id.to_owned(),
                }),
            }
        }
        if post.audience != Audience::Dealer {
            told.push(match self.managers.is_empty() {
                false => Recipient::ManagersHolding {
                    dealer: order.dealer,
                    permissions: vec![READ.id.to_owned()],
                },
                true => Recipient::Staff {
                    permission: WRITE.id.to_owned(),
                },
            });
        }
        told
    }

    /// For whom a post is unread: everyone of the dealer, the dealer's managers, and who takes part.
    pub fn unread(&self, thread: &Thread, post: &Post) -> Vec<MembershipId> {
        let mut found: BTreeMap<MembershipId, ()> = BTreeMap::new();
        if post.audience != Audience::Staff {
            found.extend(self.dealer.iter().map(|member| (member.id, ())));
        }
        if post.audience != Audience::Dealer {
            let own = match self.managers.is_empty() {
                false => &self.managers,
                true => &self.admins,
            };
            found.extend(own.iter().map(|member| (member.id, ())));
        }
        let part = thread.writers.iter().map(|writer| writer.membership);
        let part = part.chain(post.mentions.iter().map(|mention| mention.membership));
        found.extend(part.filter(|id| self.sees(*id, post.audience)).map(|id| (id, ())));
        let author = post.author.membership;
        found.into_keys().filter(|id| Some(*id) != author).collect()
    }

    fn sees(&self, id: MembershipId, audience: Audience) -> bool {
        self.find(id).is_some_and(|member| match audience {
            Audience::Shared => true,
            Audience::Staff => member.company.is_none(),
            Audience::Dealer => member.company.is_some(),
        })
    }
}
