//! Bounds-checked reads from a byte slice.

/// A cursor over the bytes of a file. Every read that would pass the end returns `None`.
#[derive(Clone, Copy, Debug)]
pub(super) struct ByteReader<'a> {
    bytes: &'a [u8],
    pos: usize,
}

impl<'a> ByteReader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, pos: 0 }
    }

    /// The current offset in bytes.
    pub(super) fn position(&self) -> usize {
        self.pos
    }

    /// The bytes not yet read.
    pub(super) fn remaining(&self) -> &'a [u8] {
        self.bytes.get(self.pos..).unwrap_or_default()
    }

    /// The bytes from an earlier offset up to the current one.
    pub(super) fn slice_from(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.pos).unwrap_or_default()
    }

    pub(super) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let end = self.pos.checked_add(len)?;
        let taken = self.bytes.get(self.pos..end)?;
        self.pos = end;
        Some(taken)
    }

    pub(super) fn read_array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(super) fn read_u8(&mut self) -> Option<u8> {
        self.read_array().map(|[byte]| byte)
    }

    pub(super) fn read_u16_be(&mut self) -> Option<u16> {
        self.read_array().map(u16::from_be_bytes)
    }

    pub(super) fn read_u32_be(&mut self) -> Option<u32> {
        self.read_array().map(u32::from_be_bytes)
    }

    pub(super) fn read_u16_le(&mut self) -> Option<u16> {
        self.read_array().map(u16::from_le_bytes)
    }

    pub(super) fn read_u24_le(&mut self) -> Option<u32> {
        self.read_array().map(|[low, middle, high]| u32::from_le_bytes([low, middle, high, 0]))
    }

    pub(super) fn read_u32_le(&mut self) -> Option<u32> {
        self.read_array().map(u32::from_le_bytes)
    }
}
