//! Files of posts: pictures encoded anew, all else as a download. Which file it is says the post: a hash alone opens
//! nothing here.

use super::order;
use crate::modules::talk::model::Attachment;
use crate::modules::talk::queries;
use crate::platform::error::Error;
use crate::platform::files::PictureSize;
use crate::platform::web::{Cx, Outcome};

fn attachment(cx: &Cx) -> Result<Attachment, Error> {
    let tx = cx.access.read()?;
    let order = order(&tx, cx.param("number")?)?;
    let post = queries::post(&tx, order.id, cx.param("post")?)?;
    let place: usize = cx.param("place")?;
    post.files.into_iter().nth(place).ok_or(Error::NotFound)
}

pub async fn download(cx: Cx) -> Outcome {
    let attachment = attachment(&cx)?;
    cx.attachment(attachment).await
}

pub async fn picture(cx: Cx) -> Outcome {
    let attachment = attachment(&cx)?;
    let size = PictureSize::from_pixels(cx.param("pixels")?).ok_or(Error::NotFound)?;
    // Not for long: the post may be taken back.
    cx.picture(attachment.hash, size, "private, max-age=300").await
}
