//! `Контрагент`, as a list of its own and within documents, and addresses.

use super::items::{BankAccount, Contact, Counterparty, Item};
use super::reader::{Flow, Reading};
use crate::modules::exchange::{Fault, Kind, Message};

/// The most accounts, contacts or representatives of one counterparty.
const LIST_MAX: usize = 200;

impl Reading<'_, '_> {
    pub(super) fn counterparties(&mut self) -> Flow<()> {
        while self.xml.child()? {
            if self.xml.name() != "Контрагент" {
                self.unknown()?;
                continue;
            }
            if self.is_version_1()? {
                return Err(Fault::CommerceMl1.into());
            }
            let line = self.item();
            let counterparty = self.counterparty()?;
            let Some(id) = counterparty.id.clone() else {
                let name = counterparty.name.unwrap_or_default();
                self.reject(
                    Kind::Counterparty,
                    line,
                    Message::new("exchange-finding-counterparty-without-id").with("name", name),
                );
                continue;
            };
            self.note_duplicate("counterparty", &id, None, line);
            self.emit(Kind::Counterparty, Item::Counterparty(Box::new(counterparty)), line)?;
        }
        Ok(())
    }

    pub(super) fn counterparty(&mut self) -> Flow<Counterparty> {
        let mut party = Counterparty::default();
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => party.id = self.id()?,
                "НомерВерсии" => party.version = self.short()?,
                "ПометкаУдаления" => party.deleted = self.flag()?,
                "Наименование" => party.name = self.short()?,
                "ОфициальноеНаименование" => party.official_name = self.short()?,
                "ПолноеНаименование" => party.full_name = self.short()?,
                "Роль" => party.role = self.short()?,
                "ИНН" => party.inn = self.short()?,
                "КПП" => party.kpp = self.short()?,
                "КодПоОКПО" | "ОКПО" => party.okpo = self.short()?,
                "ЮридическийАдрес" | "АдресРегистрации" => {
                    party.legal_address = self.address()?
                }
                "Адрес" => party.address = self.address()?,
                "РасчетныеСчета" => {
                    while self.xml.child()? {
                        match self.xml.name() {
                            "РасчетныйСчет" => self.bank_account(&mut party.accounts)?,
                            _ => self.unknown()?,
                        }
                    }
                }
                "РасчетныйСчет" => self.bank_account(&mut party.accounts)?,
                "Контакты" => self.contacts(&mut party.contacts)?,
                "Представители" => self.representatives(&mut party.representatives)?,
                "ЗначенияРеквизитов" => party.requisites = Some(self.requisites()?),
                _ => self.xml.skip()?,
            }
        }
        Ok(party)
    }

    /// The presentation of an address; when there is none, its fields joined.
    pub(super) fn address(&mut self) -> Flow<Option<String>> {
        let mut presentation = None;
        let mut fields = String::new();
        while self.xml.child()? {
            match self.xml.name() {
                "Представление" => presentation = self.short()?,
                "АдресноеПоле" => {
                    let value = self.typed_value()?.map(|(_, value)| value);
                    if let Some(value) = value
                        && fields.len() < 2_000
                    {
                        if !fields.is_empty() {
                            fields.push_str(", ");
                        }
                        fields.push_str(&value);
                    }
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(presentation.or((!fields.is_empty()).then_some(fields)))
    }

    fn typed_value(&mut self) -> Flow<Option<(String, String)>> {
        let (mut kind, mut value) = (None, None);
        while self.xml.child()? {
            match self.xml.name() {
                "Тип" => kind = self.short()?,
                "Значение" => value = self.short()?,
                _ => self.xml.skip()?,
            }
        }
        Ok(value.map(|value| (kind.unwrap_or_default(), value)))
    }

    fn contacts(&mut self, contacts: &mut Vec<Contact>) -> Flow<()> {
        while self.xml.child()? {
            match self.xml.name() {
                "Контакт" => {
                    if let Some((kind, value)) = self.typed_value()?
                        && contacts.len() < LIST_MAX
                    {
                        let kind = kind.split_whitespace().collect();
                        contacts.push(Contact { kind, value });
                    }
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// `Представитель` names a person directly, or as a counterparty within.
    fn representatives(&mut self, names: &mut Vec<String>) -> Flow<()> {
        while self.xml.child()? {
            if self.xml.name() != "Представитель" {
                self.unknown()?;
                continue;
            }
            let mut name = None;
            while self.xml.child()? {
                match self.xml.name() {
                    "Наименование" => name = self.short()?,
                    "Контрагент" => name = self.counterparty()?.name.or(name),
                    _ => self.xml.skip()?,
                }
            }
            if let Some(name) = name
                && names.len() < LIST_MAX
            {
                names.push(name);
            }
        }
        Ok(())
    }

    fn bank_account(&mut self, accounts: &mut Vec<BankAccount>) -> Flow<()> {
        let mut account = BankAccount::default();
        while self.xml.child()? {
            match self.xml.name() {
                "НомерСчета" => account.number = self.short()?.unwrap_or_default(),
                "Банк" => {
                    while self.xml.child()? {
                        match self.xml.name() {
                            "БИК" => account.bic = self.short()?,
                            "Наименование" => account.bank = self.short()?,
                            "СчетКорреспондентский" => account.correspondent = self.short()?,
                            _ => self.xml.skip()?,
                        }
                    }
                }
                _ => self.xml.skip()?,
            }
        }
        if !account.number.is_empty() && accounts.len() < LIST_MAX {
            accounts.push(account);
        }
        Ok(())
    }
}
