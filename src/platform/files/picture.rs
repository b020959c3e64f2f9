//! Pictures as they are shown: decoded within limits, turned upright, scaled and encoded anew.
//!
//! JPEG, because the encoder of WebP at hand is lossless only; transparent parts become white.

use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::PathBuf;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use super::{ContentHash, FileError, FileKind, Files};

/// The most pixels that are decoded.
const PIXELS_MAX: u64 = 40_000_000;
/// Memory of the decoder, in bytes: 40 megapixels of four bytes and room to work.
const MEMORY_MAX: u64 = 256 * 1024 * 1024;
/// 0 to 100; above 85 the size grows faster than the looks.
const QUALITY: u8 = 82;

/// Shown where there is no picture or it can't be decoded.
pub const PLACEHOLDER_SVG: &str = concat!(
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img">"##,
    r##"<rect width="96" height="96" fill="#e9ebee"/>"##,
    r##"<path d="M28 62l14-18 10 12 6-7 10 13z" fill="#b4bac2"/><circle cx="60" cy="36" r="5" fill="#b4bac2"/></svg>"##
);

/// How large a picture is shown: the longer side, in pixels. Smaller pictures are not blown up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PictureSize {
    /// 96, in lists.
    Small,
    /// 320, in cards.
    Medium,
    /// 640, on a page.
    Large,
    /// 2048, on its own.
    Full,
}

impl PictureSize {
    pub const ALL: [PictureSize; 4] = [
        PictureSize::Small,
        PictureSize::Medium,
        PictureSize::Large,
        PictureSize::Full,
    ];

    pub const fn pixels(self) -> u32 {
        match self {
            PictureSize::Small => 96,
            PictureSize::Medium => 320,
            PictureSize::Large => 640,
            PictureSize::Full => 2048,
        }
    }

    pub fn from_pixels(pixels: u32) -> Option<PictureSize> {
        PictureSize::ALL.into_iter().find(|size| size.pixels() == pixels)
    }
}

#[derive(Debug)]
pub enum Picture {
    /// A JPEG of ours.
    Jpeg(File),
    /// The file is no picture that can be shown; see [`PLACEHOLDER_SVG`].
    Placeholder,
}

impl Files {
    /// The picture of a file at a size. It is made once and kept beside the file, and so is the fact that it can't be.
    pub fn picture(&self, hash: ContentHash, size: PictureSize) -> Result<Picture, FileError> {
        let place = self.picture_path(hash, size);
        if let Some(file) = opened(&place)? {
            return Ok(Picture::Jpeg(file));
        }
        let refused = self.refusal_path(hash);
        if refused.is_file() {
            return Ok(Picture::Placeholder);
        }
        let _one_at_a_time = self.decoding.lock();
        if let Some(file) = opened(&place)? {
            return Ok(Picture::Jpeg(file));
        }
        match self.decode(hash)? {
            Some(picture) => {
                self.keep(&scaled(&picture, size), &place)?;
                Ok(Picture::Jpeg(File::open(place)?))
            }
            None => {
                File::create(refused).map_err(FileError::Io)?;
                Ok(Picture::Placeholder)
            }
        }
    }

    /// The same as bytes; `None` where there is nothing to show but the placeholder.
    pub fn jpeg(&self, hash: ContentHash, size: PictureSize) -> Result<Option<Vec<u8>>, FileError> {
        match self.picture(hash, size)? {
            Picture::Placeholder => Ok(None),
            Picture::Jpeg(mut file) => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).map_err(FileError::Io)?;
                Ok(Some(bytes))
            }
        }
    }

    /// Everything that may have been made of a file.
    pub(super) fn derived(&self, hash: ContentHash) -> Vec<PathBuf> {
        let pictures = PictureSize::ALL.into_iter().map(|size| self.picture_path(hash, size));
        pictures.chain([self.refusal_path(hash)]).collect()
    }

    fn picture_path(&self, hash: ContentHash, size: PictureSize) -> PathBuf {
        self.path(hash).with_extension(format!("{}.jpg", size.pixels()))
    }

    fn refusal_path(&self, hash: ContentHash) -> PathBuf {
        self.path(hash).with_extension("refused")
    }

    /// The picture, upright; `None` when it is none, is broken, or is too large.
    fn decode(&self, hash: ContentHash) -> Result<Option<DynamicImage>, FileError> {
        let format = match self.kind(hash)? {
            FileKind::Jpeg => ImageFormat::Jpeg,
            FileKind::Png => ImageFormat::Png,
            FileKind::Webp => ImageFormat::WebP,
            _ => return Ok(None),
        };
        let source = BufReader::new(self.get(hash)?);
        // A decoder's panic over hostile bytes is the picture's fault, not the request's.
        let decoded = std::panic::catch_unwind(move || decode_within_limits(source, format));
        match decoded {
            Ok(Ok(picture)) => Ok(picture),
            Ok(Err(error)) => {
                tracing::info!(%hash, %error, "a picture can't be decoded");
                Ok(None)
            }
            Err(_) => Ok(None),
        }
    }

    fn keep(&self, picture: &RgbImage, place: &std::path::Path) -> Result<(), FileError> {
        let temporary = place.with_extension("new");
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(&temporary)
            .map_err(FileError::Io)?;
        let mut writer = BufWriter::new(&file);
        let encoded = JpegEncoder::new_with_quality(&mut writer, QUALITY).encode_image(picture);
        let written = encoded.map_err(std::io::Error::other).and_then(|()| writer.flush());
        drop(writer);
        if let Err(error) = written {
            let _ = fs::remove_file(&temporary);
            return Err(FileError::Io(error));
        }
        self.settle(&temporary, &file, place)
    }
}

fn opened(place: &std::path::Path) -> Result<Option<File>, FileError> {
    match File::open(place).map_err(FileError::from) {
        Ok(file) => Ok(Some(file)),
        Err(FileError::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

fn decode_within_limits(source: BufReader<File>, format: ImageFormat) -> image::ImageResult<Option<DynamicImage>> {
    let mut reader = ImageReader::with_format(source, format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX || decoder.total_bytes() > MEMORY_MAX {
        return Ok(None);
    }
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(Some(picture))
}

/// Scaled down into a square of the size, on white.
fn scaled(picture: &DynamicImage, size: PictureSize) -> RgbImage {
    let side = size.pixels();
    let scaled = if picture.width() > side || picture.height() > side {
        picture.thumbnail(side, side)
    } else {
        picture.clone()
    };
    if !scaled.color().has_alpha() {
        return scaled.into_rgb8();
    }
    let mut flat = RgbImage::new(scaled.width(), scaled.height());
    for (x, y, pixel) in scaled.pixels() {
        let [red, green, blue, alpha] = pixel.0;
        let over = |channel: u8| {
            let alpha = u32::from(alpha);
            ((u32::from(channel) * alpha + 255 * (255 - alpha)) / 255) as u8
        };
        flat.put_pixel(x, y, Rgb([over(red), over(green), over(blue)]));
    }
    flat
}
