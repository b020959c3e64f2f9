//! Pictures of generated products.

use std::fs;
use std::io;
use std::path::Path;

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng};

use super::Plan;
use super::words::guid;

/// `import_files/ab/<guid>_<guid>.png`, without dashes, the folder being the first two characters (dossier 1.3).
pub(super) fn picture_name(id: &str) -> String {
    let plain = id.replace('-', "");
    let second = guid("picture", id).replace('-', "");
    format!("import_files/{}/{plain}_{second}.png", &plain[..2])
}

pub(super) fn pictures(folder: &Path, plan: &Plan) -> io::Result<()> {
    for row in 0..plan.pictures.min(plan.products) {
        let id = guid("product", &format!("{} {row}", plan.seed));
        let path = folder.join(picture_name(&id));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let shade = StdRng::seed_from_u64(plan.seed ^ u64::from(row))
            .next_u32()
            .to_be_bytes();
        let picture = image::RgbImage::from_fn(96, 72, |x, y| {
            let edge = (x / 12 + y / 12) % 2 == 0;
            image::Rgb(if edge {
                [shade[0], shade[1], shade[2]]
            } else {
                [235, 235, 240]
            })
        });
        picture.save(&path).map_err(io::Error::other)?;
    }
    Ok(())
}
