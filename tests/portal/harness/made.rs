//! A product that is made to order: its model is published before the server starts.

use std::sync::Arc;

use kabinet::modules::catalogue::{Group, Product, ProductId, Unit};
use kabinet::modules::configurator::tables::{Tables, parse};
use kabinet::modules::configurator::{actions, queries};
use kabinet::platform::access::{Access, Role};
use kabinet::platform::services::Services;
use kabinet::platform::values::VatRate;

use super::seed::{GROUP, put};
use super::world::Company;

pub const MADE_EXTERNAL: &str = "11111111-0000-4000-8000-0000000000aa";
pub const MADE_ARTICLE: &str = "TST-9001";
pub const MADE_NAME: &str = "Витраж пробный под размер";

/// Roubles: «Опт» 1 000 for a square metre and 500 for a sash that opens, «РРЦ» 3 000 and 900. Nothing over a metre wide
/// opens. A film costs a tenth of all. Four days, and two more for the film.
pub const MADE_MODEL: &str = "\
[Параметры]
Код | Название | Раздел | Вид | Обязательный | От | До | Шаг | Единица | Сначала выбрано | Подсказка
width | Ширина | Размеры | размер | да | 400 | 2000 | 10 | | |
height | Высота | Размеры | размер | да | 400 | 1500 | 10 | | 1000 |
opening | Открывание | Створка | один из | да | | | | | |
colour | Цвет | Створка | цвет | да | | | | | white |
note | Надпись | Створка | текст | нет | | 40 | | | |

[Значения]
Параметр | Код | Название | Цвет | Эскиз
opening | fixed | Глухое | | -
opening | turn | Поворотное | | >
colour | white | Белый | #ffffff |
colour | film | Плёнка под дуб | #8a5a2b |

[Правила]
Условие | Действие | О чём | Значения | От | До | Пояснение
opening=turn | ограничивает | width | | | 1000 | Поворотная створка — до метра

[Виды цен]
Вид цены | Доля от вида | Процент
Опт
РРЦ

[Цены]
Название | Условие | Способ | По чему | Не меньше | Основа | Опт | РРЦ
Витраж | | за м² | width*height | 0,5 | да | 1000 | 3000
Створка | opening=turn | сумма | | | нет | 500 | 900
Плёнка | colour=film | процент от всего | | | нет | 10 | 10

[Свойства]
Что | Название | Условие | Способ | По чему | Сколько
вес | Витраж | | за м² | width*height | 30
срок | обычных | | | | 4
срок | на плёнку | colour=film | | | 2
документ | Образец цвета | colour=film | | |

[Эскиз]
Ширина | Высота | Створки | Цвет
width | height | opening | colour
";

pub fn made() -> ProductId {
    Product::id_of(MADE_EXTERNAL)
}

pub async fn seed_made(services: &Arc<Services>, maker: &Company) {
    let product = Product {
        article: MADE_ARTICLE.to_owned(),
        name: MADE_NAME.to_owned(),
        groups: vec![Group::id_of(GROUP)],
        unit: Unit {
            code: "796".to_owned(),
            name: "шт".to_owned(),
        },
        vat: Some(VatRate::percent(20)),
        stub: false,
        ..Product::stub(MADE_EXTERNAL)
    };
    put(services, product).await;
    let admin = &maker.person(Role::Admin).member;
    let access = Access::of_member(services, admin, "tests.seed").unwrap();
    let types = queries::price_types(&access.read().unwrap()).unwrap();
    let parsed = parse(&Tables::of_text(MADE_MODEL), &types);
    assert_eq!(parsed.findings(), []);
    let begun = actions::begin(&access, made(), parsed.model).await.unwrap();
    actions::publish(&access, made(), begun.version, String::new())
        .await
        .unwrap();
}
