//! Reading a JPEG no larger than it is kept: phones' cameras give fifty million pixels and more,
//! which take more memory than one photo may have. So it is made smaller while it is decoded.

use std::io::{self, Read};

use domain::Problem;
use image::{DynamicImage, GrayImage, RgbImage};
use jpeg_decoder::{Decoder, Error, PixelFormat};
use sha2::{Digest, Sha256};

use super::{SIDE_MAX, TOO_LARGE, for_shrinking, kept_size};

/// Most scans: a sound JPEG has about a dozen, and each costs time as if it were a photo.
const SCANS_MAX: usize = 200;

/// What its frame says, read before anything is decoded.
#[derive(Debug)]
struct Head {
    width: u16,
    height: u16,
    /// Bytes of all coefficients.
    coefficients: u64,
    progressive: bool,
}

/// Decodes it, at least as large as it is kept, in no more than so many bytes.
pub fn decode(bytes: &[u8], room: u64) -> Result<DynamicImage, Problem> {
    // One that breaks off is read on in two ways. Where both look the same, nothing was missing but
    // the mark at its end; otherwise a part of the picture is.
    let (first, reached_end) = decode_with(bytes, [0; 8], room)?;
    if !reached_end {
        return Ok(first);
    }
    let look = Sha256::digest(first.as_bytes());
    drop(first);
    match decode_with(bytes, [0x5a; 8], room) {
        Ok((second, _)) if Sha256::digest(second.as_bytes()) == look => Ok(second),
        Ok(_) | Err(_) => Err(Problem::Missing),
    }
}

/// Decodes what is there and then `rest`; whether the end was reached.
fn decode_with(bytes: &[u8], rest: [u8; 8], room: u64) -> Result<(DynamicImage, bool), Problem> {
    let head = Head::read(bytes)?;
    let scans = bytes.windows(2).filter(|two| *two == [0xff, 0xda]).count();
    if scans > SCANS_MAX {
        return Err(Problem::NotAPhoto);
    }
    let mut file = File {
        bytes,
        rest: [
            rest[0], rest[1], rest[2], rest[3], rest[4], rest[5], rest[6], rest[7], 0xff, 0xd9,
        ],
        at: 0,
        reached_end: false,
    };
    match decode_file(&mut file, &head, room) {
        Ok(image) => Ok((image, file.reached_end)),
        // It stumbled over what stands in for what is missing.
        Err(Problem::NotAPhoto) if file.reached_end => Err(Problem::Missing),
        Err(problem) => Err(problem),
    }
}

fn decode_file(file: &mut File, head: &Head, room: u64) -> Result<DynamicImage, Problem> {
    let mut decoder = Decoder::new(file);
    decoder.read_info().map_err(problem)?;
    let format = decoder.info().ok_or(Problem::NotAPhoto)?.pixel_format;
    if u32::from(head.width.max(head.height)) > SIDE_MAX {
        return Err(TOO_LARGE);
    }
    let room = room.saturating_sub(head.held());
    let (width, height) = smaller(head, format, room).ok_or(TOO_LARGE)?;
    // It asks whether one side is long enough: the long one is to be.
    let (width, height) = if width > height {
        (width, u16::MAX)
    } else {
        (u16::MAX, height)
    };
    let (width, height) = decoder.scale(width, height).map_err(problem)?;
    let pixels = decoder.decode().map_err(problem)?;
    let (width, height) = (u32::from(width), u32::from(height));
    let image = match format {
        PixelFormat::L8 => GrayImage::from_raw(width, height, pixels).map(DynamicImage::from),
        PixelFormat::RGB24 => RgbImage::from_raw(width, height, pixels).map(DynamicImage::from),
        PixelFormat::CMYK32 => {
            RgbImage::from_raw(width, height, rgb_of_cmyk(&pixels)).map(DynamicImage::from)
        }
        // Of no camera.
        PixelFormat::L16 => None,
    };
    image.ok_or(Problem::NotAPhoto)
}

/// The smallest size in which the decoder gives at least what is kept; a smaller one where that
/// would take more than so many bytes. It knows halves, quarters and eighths.
fn smaller(head: &Head, format: PixelFormat, room: u64) -> Option<(u16, u16)> {
    let (kept, _) = kept_size(head.width.into(), head.height.into());
    let size = |part: u16| (head.width.div_ceil(part), head.height.div_ceil(part));
    let fits = |part: u16| {
        let (width, height) = size(part);
        // The pixels; what they are made of, a byte for each coefficient; what is made of them.
        let pixels = u64::from(width) * u64::from(height) * format.pixel_bytes() as u64;
        let planes = head.coefficients / 2 / (u64::from(part) * u64::from(part));
        pixels + planes.max(for_shrinking(width.into(), height.into())) <= room
    };
    let enough = [8, 4, 2].into_iter().find(|part| {
        let (width, height) = size(*part);
        u32::from(width.max(height)) >= kept
    });
    let parts = [1, 2, 4, 8].into_iter();
    let part = parts
        .filter(|part| *part >= enough.unwrap_or(1))
        .find(|part| fits(*part))?;
    Some(size(part))
}

impl Head {
    /// Looks for the frame, segment by segment.
    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let byte = |at: usize| bytes.get(at).copied().ok_or(Problem::Missing);
        let number = |at: usize| Ok(u16::from_be_bytes([byte(at)?, byte(at + 1)?]));
        let mut at = 2;
        loop {
            if byte(at)? != 0xff {
                // Some phones leave bytes between segments.
                at += 1;
                continue;
            }
            match byte(at + 1)? {
                // Filling; marks without content.
                0xff | 0x00 | 0x01 | 0xd0..=0xd8 => at += 1,
                kind @ (0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) => {
                    let (height, width) = (number(at + 5)?, number(at + 7)?);
                    let mut coefficients = 0;
                    let parts = usize::from(byte(at + 9)?);
                    let sampling: Vec<u8> = (0..parts)
                        .map(|part| byte(at + 11 + 3 * part))
                        .collect::<Result<_, _>>()?;
                    let most = |shift: u8| {
                        let all = sampling.iter().map(|both| (both >> shift) & 15);
                        u64::from(all.max().unwrap_or(1).max(1))
                    };
                    let (across, down) = (most(4), most(0));
                    let units = u64::from(width).div_ceil(8 * across)
                        * u64::from(height).div_ceil(8 * down);
                    for both in &sampling {
                        let blocks = u64::from(both >> 4) * u64::from(both & 15);
                        // A block has 64 coefficients of 2 bytes.
                        coefficients += units * blocks * 128;
                    }
                    return Ok(Self {
                        width,
                        height,
                        coefficients,
                        progressive: matches!(kind, 0xc2 | 0xc6 | 0xca | 0xce),
                    });
                }
                // The picture or its end before any frame.
                0xd9 | 0xda => return Err(Problem::NotAPhoto),
                _ => at += 2 + usize::from(number(at + 2)?),
            }
        }
    }

    /// Bytes that the decoder holds besides planes and pixels: of a picture that comes in layers
    /// all coefficients, and those of a part of it on their way from one thread to another.
    fn held(&self) -> u64 {
        if self.progressive {
            self.coefficients * 2
        } else {
            0
        }
    }
}

fn problem(error: Error) -> Problem {
    match error {
        Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => Problem::Missing,
        Error::Io(_) | Error::Format(_) | Error::Unsupported(_) | Error::Internal(_) => {
            Problem::NotAPhoto
        }
    }
}

/// The decoder gives how much of each ink is left out.
fn rgb_of_cmyk(pixels: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(pixels.len() / 4 * 3);
    for inks in pixels.chunks_exact(4) {
        let without_black = 255 - u16::from(inks[3]);
        for ink in &inks[..3] {
            let light = (255 - u16::from(*ink)) * without_black / 255;
            rgb.push(u8::try_from(light).unwrap_or(u8::MAX));
        }
    }
    rgb
}

/// The bytes, and after their end what is to be read there.
#[derive(Debug)]
struct File<'a> {
    bytes: &'a [u8],
    /// Ends with the mark that ends a JPEG.
    rest: [u8; 10],
    at: usize,
    reached_end: bool,
}

impl Read for File<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut left = match self.bytes.get(self.at..) {
            Some(left) if !left.is_empty() => left,
            Some(_) | None => {
                self.reached_end = true;
                let at = self.at - self.bytes.len();
                self.rest.get(at..).unwrap_or_default()
            }
        };
        let read = left.read(out)?;
        self.at += read;
        Ok(read)
    }
}
