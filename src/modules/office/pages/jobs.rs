//! The timetable's page.

use crate::modules::office::{OfficeEvent, views};
use crate::platform::error::Error;
use crate::platform::timetable::Timetable;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub(crate) async fn list(cx: Cx) -> Outcome {
    let jobs = cx.part::<Timetable>().view(&cx.access.read()?)?;
    let head = PageHead {
        title: tr!(cx.locale, "office-jobs-title"),
        current: "/admin/jobs",
    };
    cx.page(head, views::jobs::list(&cx, &jobs))
}

pub(crate) async fn run(cx: Cx) -> Outcome {
    let name: String = cx.param("name")?;
    let timetable = cx.part::<Timetable>();
    let jobs = timetable.view(&cx.access.read()?)?;
    let job = jobs.iter().find(|job| job.name == name).ok_or(Error::NotFound)?;
    let event = OfficeEvent::JobStarted {
        name: name.clone(),
        title: job.title,
    };
    let said = match timetable.run_now(&name) {
        Ok(()) => {
            cx.access.write(move |write| write.change(&event).map(|_| ())).await?;
            Message::new("office-jobs-started")
        }
        Err(Error::Refused(message)) => message,
        Err(error) => return Err(error),
    };
    cx.flash(said).await?;
    cx.redirect("/admin/jobs")
}
