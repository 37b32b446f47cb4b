//! How much memory one photo takes: measured on photos that take as much as is allowed, each in a
//! process of its own, because what a process once had it keeps.

use std::io::Cursor;
use std::process::Command;

use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageBuffer, ImageEncoder, ImageFormat, Luma, Rgb, RgbImage, Rgba};

use super::prepare;

/// Which photo the process makes smaller.
const WHICH: &str = "TWOLINE_TEST_PHOTO";
/// Bytes.
const MOST: u64 = 100_000_000;

/// A name, and what makes the file.
type Kind = (&'static str, fn() -> Vec<u8>);

/// What is measured.
const KINDS: [Kind; 11] = [
    ("a JPEG of 50 megapixels", || jpeg(8192, 6144)),
    ("a long JPEG", || jpeg(1080, 14_400)),
    ("a PNG with colours", || {
        written(
            &RgbImage::from_fn(5000, 4600, colours).into(),
            ImageFormat::Png,
        )
    }),
    ("a long PNG", || {
        let long = ImageBuffer::from_pixel(1080, 14_400, Rgba([9_u8, 99, 199, 255]));
        written(&long.into(), ImageFormat::Png)
    }),
    ("a JPEG in layers", || {
        include_bytes!("layers-420.jpg").to_vec()
    }),
    ("a JPEG in layers with all colours", || {
        include_bytes!("layers-444.jpg").to_vec()
    }),
    ("a clear PNG", || {
        let clear = ImageBuffer::from_pixel(4100, 4200, Rgba([9_u8, 99, 199, 128]));
        written(&clear.into(), ImageFormat::Png)
    }),
    ("a deep PNG", || {
        let deep = ImageBuffer::from_pixel(2500, 2600, Rgba([9_u16, 9999, 19_999, 30_000]));
        written(&deep.into(), ImageFormat::Png)
    }),
    ("a grey PNG", || {
        let grey = ImageBuffer::from_pixel(8500, 8500, Luma([99_u8]));
        written(&grey.into(), ImageFormat::Png)
    }),
    ("a WebP", || {
        written(
            &RgbImage::from_fn(3800, 3000, colours).into(),
            ImageFormat::WebP,
        )
    }),
    ("a PNG with a profile of 95 MB", || {
        let mut bytes = vec![];
        let mut encoder = PngEncoder::new(&mut bytes);
        let profile = encoder.set_icc_profile(vec![0; 95_000_000]);
        profile.expect("can be written");
        let grey = ImageBuffer::from_pixel(8500, 8500, Luma([99_u8]));
        grey.write_with_encoder(encoder).expect("encodes");
        bytes
    }),
];

fn colours(x: u32, y: u32) -> Rgb<u8> {
    let light = |by: u32| u8::try_from((x / 16 * by + y / 16) % 256).unwrap_or(0);
    Rgb([light(7), light(11), light(13)])
}

fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = vec![];
    let mut out = Cursor::new(&mut bytes);
    image.write_to(&mut out, format).expect("encodes");
    bytes
}

/// Each colour at its full size: as much as a JPEG can hold for its pixels.
fn jpeg(width: u32, height: u32) -> Vec<u8> {
    written(
        &RgbImage::from_fn(width, height, colours).into(),
        ImageFormat::Jpeg,
    )
}

/// Bytes that this process had at most.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kib.expect("a number") * 1024
}

#[test]
fn one_photo_takes_at_most_a_hundred_megabytes() {
    if let Ok(file) = std::env::var(WHICH) {
        // In the process of its own.
        let bytes = std::fs::read(file).expect("a file");
        let before = peak() - bytes.len() as u64;
        prepare(&bytes).expect("a photo");
        println!("peak {}", peak() - before);
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (number, (kind, make)) in KINDS.into_iter().enumerate() {
        let file = folder.path().join(number.to_string());
        std::fs::write(&file, make()).expect("writes");
        let program = std::env::current_exe().expect("this program");
        let output = Command::new(program)
            .args([
                "--exact",
                "--nocapture",
                "photo::memory::one_photo_takes_at_most_a_hundred_megabytes",
            ])
            .env(WHICH, &file)
            .output()
            .expect("it starts");
        let said = String::from_utf8_lossy(&output.stdout);
        let peak = said.split("peak ").nth(1);
        let peak = peak.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
        let peak = peak.unwrap_or_else(|| panic!("{kind}: {said}{output:?}"));
        println!("{kind}: {} MB", peak / 1_000_000);
        assert!(peak <= MOST, "{kind} takes {peak} bytes");
    }
}
