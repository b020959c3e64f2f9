//! The shipments of an order: what each holds, where it is, how it arrived, and what is left to ship.

use serde::Deserialize;

use super::photos::Sent;
use crate::modules::catalogue::SkuId;
use crate::modules::delivery::form::TypedPlaces;
use crate::modules::delivery::model::{check_remarks, rest};
use crate::modules::delivery::{
    Part, Refusal, Remark, RemarkKind, actions, permissions, queries, views::shipments as view,
};
use crate::modules::orders::actions::{by_number, today};
use crate::modules::orders::permissions::PLAN;
use crate::modules::orders::{OrderNumber, Shipment};
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::{parse_day, parse_quantity};
use crate::platform::values::{Message, Quantity};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

/// A shipment as it was typed; `sku` and `quantity` are columns of the table of goods.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: u32,
    pub number: String,
    pub day: String,
    pub carrier: String,
    pub track: String,
    pub sku: Vec<String>,
    pub quantity: Vec<String>,
    pub count: Vec<String>,
    pub length: Vec<String>,
    pub width: Vec<String>,
    pub height: Vec<String>,
    pub weight: Vec<String>,
}

impl Typed {
    pub fn places(&self) -> TypedPlaces {
        TypedPlaces {
            count: self.count.clone(),
            length: self.length.clone(),
            width: self.width.clone(),
            height: self.height.clone(),
            weight: self.weight.clone(),
        }
    }

    fn parts(&self) -> Result<Vec<Part>, Vec<FieldError>> {
        let (mut parts, mut wrong) = (Vec::new(), Vec::new());
        for (sku, typed) in self.sku.iter().zip(&self.quantity) {
            if typed.trim().is_empty() {
                continue;
            }
            let mut blame = |message: Message| {
                wrong.push(FieldError {
                    field: format!("quantity-{sku}"),
                    message,
                });
            };
            match (sku.parse::<SkuId>(), parse_quantity(typed)) {
                (_, Err(error)) => blame(error.message()),
                (Err(_), _) => blame(Message::new(Refusal::Goods.message())),
                (_, Ok(quantity)) if quantity == Quantity::ZERO => {}
                (_, Ok(quantity)) if !quantity.is_positive() => blame(Message::new(Refusal::Quantity.message())),
                (Ok(sku), Ok(quantity)) => parts.push(Part { sku, quantity }),
            }
        }
        match wrong.is_empty() {
            true => Ok(parts),
            false => Err(wrong),
        }
    }
}

/// How a shipment arrived, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct TypedReceipt {
    pub shipment: String,
    pub sku: Vec<String>,
    pub kind: Vec<String>,
    pub text: Vec<String>,
}

impl TypedReceipt {
    fn of(sent: &Sent) -> TypedReceipt {
        let all = |name: &str| -> Vec<String> {
            let fields = sent.fields.iter().filter(|(field, _)| field == name);
            fields.map(|(_, value)| value.clone()).collect()
        };
        TypedReceipt {
            shipment: all("shipment").pop().unwrap_or_default(),
            sku: all("sku"),
            kind: all("kind"),
            text: all("text"),
        }
    }

    /// The remarks, each with the number of its row in the form.
    fn remarks(&self, sent: &Sent) -> Result<Vec<(usize, Remark)>, Error> {
        let mut remarks = Vec::new();
        for (row, ((sku, kind), text)) in self.sku.iter().zip(&self.kind).zip(&self.text).enumerate() {
            let text = text.trim().to_owned();
            let kind = match (RemarkKind::from_code(kind), text.is_empty() && !sent.has(row)) {
                (Some(kind), _) => kind,
                (None, true) => continue,
                // Words or a picture without a kind are a remark too.
                (None, false) => RemarkKind::Other,
            };
            let sku = match sku.as_str() {
                "" => None,
                typed => Some(typed.parse::<SkuId>().map_err(|_| Error::from(Refusal::Goods))?),
            };
            let photos = Vec::new();
            remarks.push((
                row,
                Remark {
                    sku,
                    kind,
                    text,
                    photos,
                },
            ));
        }
        Ok(remarks)
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let number = cx.param("number")?;
    show(&cx, number, None, None, None)
}

fn show(
    cx: &Cx,
    number: OrderNumber,
    typed: Option<&Typed>,
    receipt: Option<&TypedReceipt>,
    error: Option<Error>,
) -> Outcome {
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let tx = cx.access.read()?;
    let order = by_number(&tx, number)?;
    let parcels = queries::parcels(&tx, order.id)?;
    let staff = cx.access.is_staff();
    let page = view::Page {
        rest: rest(&order, &parcels),
        carriers: queries::carriers(&tx)?,
        parcels,
        may_pack: staff && cx.access.may(PLAN) && !order.kind.is_over(),
        may_receive: cx.access.may(permissions::RECEIVE),
        typed,
        receipt,
        order: &order,
    };
    let head = PageHead {
        title: tr!(cx.locale, "delivery-shipments"),
        current: "/orders",
    };
    let body = view::page(cx, &page, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

pub async fn pack(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let typed: Typed = cx.form()?;
    by_number(&cx.access.read()?, number)?;
    let done = match read(&cx, &typed) {
        Ok((shipment, parts, places)) => {
            actions::pack(&cx.access, number, typed.version, shipment, parts, places).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => {
            cx.flash(Message::new("delivery-packed")).await?;
            cx.redirect(&format!("/orders/{number}/parcels"))
        }
        Err(error) => show(&cx, number, Some(&typed), None, Some(error)),
    }
}

type Read = (Shipment, Vec<Part>, Vec<crate::modules::orders::Packed>);

fn read(cx: &Cx, typed: &Typed) -> Result<Read, Error> {
    let mut wrong = Vec::new();
    let text = |text: &str| text.trim().to_owned();
    let name = text(&typed.number);
    if name.is_empty() {
        wrong.push(FieldError {
            field: "number".to_owned(),
            message: Message::new("delivery-number-needed"),
        });
    }
    let day = match typed.day.trim() {
        "" => Some(today(&cx.access)),
        text => match parse_day(text) {
            Ok(day) => Some(day),
            Err(error) => {
                wrong.push(FieldError {
                    field: "day".to_owned(),
                    message: error.message(),
                });
                None
            }
        },
    };
    let parts = typed.parts().unwrap_or_else(|errors| {
        wrong.extend(errors);
        Vec::new()
    });
    let places = typed.places().read().unwrap_or_else(|error| {
        wrong.push(error);
        Vec::new()
    });
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let shipment = Shipment {
        number: name,
        day,
        carrier: text(&typed.carrier),
        track: text(&typed.track),
        sum: None,
    };
    Ok((shipment, parts, places))
}

/// The remarks with their pictures. What would be refused without them is refused before one is kept.
async fn remarks(cx: &Cx, number: OrderNumber, typed: &TypedReceipt, sent: Sent) -> Result<Vec<Remark>, Error> {
    let mut remarks = typed.remarks(&sent)?;
    {
        let tx = cx.access.read()?;
        let order = by_number(&tx, number)?;
        let bare = remarks.iter().filter(|(row, _)| !sent.has(*row));
        let bare: Vec<Remark> = bare.map(|(_, remark)| remark.clone()).collect();
        check_remarks(&order, &bare)?;
        if !order.shipments.iter().any(|known| known.number == typed.shipment) {
            return Err(Refusal::Shipment.into());
        }
    }
    for (row, photo) in sent.keep(cx).await? {
        if let Some((_, remark)) = remarks.iter_mut().find(|(of, _)| *of == row) {
            remark.photos.push(photo);
        }
    }
    Ok(remarks.into_iter().map(|(_, remark)| remark).collect())
}

pub async fn receive(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    // Before its files are read.
    by_number(&cx.access.read()?, number)?;
    let sent = Sent::read(&cx).await?;
    let typed = TypedReceipt::of(&sent);
    let done = match remarks(&cx, number, &typed, sent).await {
        Ok(remarks) => actions::receive(&cx.access, number, typed.shipment.clone(), remarks).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => {
            cx.flash(Message::new("delivery-received")).await?;
            cx.redirect(&format!("/orders/{number}/parcels"))
        }
        Err(error) => show(&cx, number, None, Some(&typed), Some(error)),
    }
}
