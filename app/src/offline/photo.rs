//! A photo before it is sent: its own position is read, then it is made smaller, which also drops
//! its hidden data.

use std::io::Cursor;

use crate::photo::kept_size;
use domain::place::Position;
use js_sys::wasm_bindgen::closure::Closure;
use js_sys::wasm_bindgen::{JsCast, JsValue};
use js_sys::{Promise, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

/// JPEG quality after shrinking.
const QUALITY: f64 = 0.82;

/// A photo that was made smaller, and a URL under which this page can show it.
#[derive(Debug, Clone)]
pub struct Shrunk {
    pub blob: Blob,
    pub url: String,
}

/// Where in a photo its hidden data ends at the latest: in a JPEG it stands at the beginning, in a
/// segment of at most 64 KB.
const HIDDEN_DATA_END: i32 = 256 * 1024;

/// The position that a photo carries; looked for in JPEG only, which is what cameras of phones give
/// to a page.
pub async fn position(photo: &Blob) -> Option<Position> {
    let start = photo.slice_with_i32_and_i32(0, HIDDEN_DATA_END).ok()?;
    let buffer = JsFuture::from(start.array_buffer()).await.ok()?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    let data = exif::get_exif_attr_from_jpeg(&mut Cursor::new(bytes)).ok()?;
    let exif = exif::Reader::new().read_raw(data).ok()?;
    crate::photo::position(&exif)
}

impl Shrunk {
    /// One that was made smaller before.
    pub fn of(blob: Blob) -> Result<Self, JsValue> {
        let url = Url::create_object_url_with_blob(&blob)?;
        Ok(Self { blob, url })
    }
}

/// Makes a photo smaller. Fails where this browser can't open it (HEIC on Android, say), or where
/// it breaks off.
pub async fn shrink(photo: &Blob) -> Result<Shrunk, JsValue> {
    let url = Url::create_object_url_with_blob(photo)?;
    let shrunk = draw(photo, &url).await;
    Url::revoke_object_url(&url)?;
    Shrunk::of(shrunk?)
}

async fn draw(photo: &Blob, url: &str) -> Result<Blob, JsValue> {
    // An <img> turns the photo as its orientation says, in every browser of the baseline.
    let image = HtmlImageElement::new()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await?;
    let (width, height) = kept_size(image.natural_width(), image.natural_height());
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or("no canvas")?.dyn_into()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(
        &image,
        0.0,
        0.0,
        f64::from(width),
        f64::from(height),
    )?;
    // What a browser could not decode it leaves clear. A photo that is clear in places on purpose
    // can be decoded to its end.
    let row = context.get_image_data(
        0.0,
        f64::from(height - height.div_ceil(16)),
        f64::from(width),
        1.0,
    )?;
    if row.data().chunks_exact(4).all(|pixel| pixel[3] == 0) {
        JsFuture::from(window().create_image_bitmap_with_blob(photo)?).await?;
    }
    // JPEG knows nothing clear: what shines through becomes white, as on paper.
    context.set_global_composite_operation("destination-over")?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
    let promise = Promise::new(&mut |resolve, _| {
        let done = Closure::once_into_js(move |blob: JsValue| resolve.call1(&JsValue::NULL, &blob));
        let quality = JsValue::from_f64(QUALITY);
        let _ = canvas.to_blob_with_type_and_encoder_options(
            done.unchecked_ref(),
            "image/jpeg",
            &quality,
        );
    });
    JsFuture::from(promise).await?.dyn_into()
}
