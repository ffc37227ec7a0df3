//! Finds the objects of a file, in every version that it holds.
//!
//! The file is read from its begin to its end, and the table of objects at its end isn't used: earlier versions of an object
//! and objects that no table names are found as well, and a damaged table hides nothing. Objects are read when they are
//! asked for, one at a time, so that memory has a limit.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lopdf::{Dictionary, Object};
use memchr::memmem;

use super::filters::{self, Decoded, StreamFault};
use super::lexer::{Item, Lexer, is_space, outside_comments};
use super::limits::{DAMAGED, Limits, MAX_STREAM_BYTES, TOO_LARGE};

/// Versions of objects that are read.
const MAX_OBJECTS: usize = 500_000;

/// Bytes of all object streams, which are kept in memory.
const MAX_CONTAINER_BYTES: usize = 64 << 20;

/// Bytes within which the word after a value is searched: some space, or a short comment.
const MAX_WORD_DISTANCE: usize = 1024;

/// Bytes of the object that tells the length of the stream before it.
const MAX_LENGTH_BYTES: usize = 200;

/// References that lead to references.
const MAX_REFERENCES: usize = 16;

/// Where a version of an object stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Where in the file the object begins, or the object stream that holds it.
    pub(super) position: usize,
    is_packed: bool,
    /// Where its value begins, in the file or in the object stream.
    start: usize,
    /// Bytes of the file that are its stream.
    data: Option<(usize, usize)>,
}

impl Place {
    /// Whether the object stands in an object stream.
    pub(super) fn is_packed(self) -> bool {
        self.is_packed
    }
}

/// One version of an object.
pub(super) struct FoundObject<'f> {
    /// Its value; of a stream, the dictionary.
    pub(super) value: Object,
    /// The bytes of its stream, as they are stored.
    pub(super) data: Option<&'f [u8]>,
}

/// The objects of a file.
pub(super) struct PdfFile<'a> {
    bytes: &'a [u8],
    /// Object streams after they are decompressed, by their places.
    containers: BTreeMap<usize, Vec<u8>>,
    /// By number, in the order of the file: the last version counts.
    places: BTreeMap<u32, Vec<Place>>,
    count: usize,
    /// Each with its place in the file.
    trailers: Vec<(usize, Dictionary)>,
    /// Where each revision ends.
    pub(super) revision_ends: Vec<usize>,
    /// What stands between objects.
    pub(super) gaps: Vec<Range<usize>>,
    /// Where in memory the streams begin that were read.
    read_streams: RefCell<BTreeSet<usize>>,
    /// What stands after the end of their data.
    rests: RefCell<Vec<String>>,
    pub(super) limits: Limits,
}

impl<'a> PdfFile<'a> {
    pub(super) fn scan(bytes: &'a [u8]) -> Self {
        let mut file = Self {
            bytes,
            containers: BTreeMap::new(),
            places: BTreeMap::new(),
            count: 0,
            trailers: Vec::new(),
            revision_ends: Vec::new(),
            gaps: Vec::new(),
            read_streams: RefCell::default(),
            rests: RefCell::default(),
            limits: Limits::default(),
        };
        file.find_objects();
        file.open_containers();
        file.trailers.sort_by_key(|(position, _)| *position);
        file.places.values_mut().for_each(|versions| versions.sort_by_key(|place| place.position));
        file
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.trailers().any(|(_, trailer)| trailer.has(b"Encrypt"))
    }

    pub(super) fn trailers(&self) -> impl DoubleEndedIterator<Item = &(usize, Dictionary)> {
        self.trailers.iter()
    }

    /// Every version of every object, with its number.
    pub(super) fn places(&self) -> impl Iterator<Item = (u32, Place)> {
        self.places.iter().flat_map(|(number, versions)| versions.iter().map(|place| (*number, *place)))
    }

    /// The newest version of an object before a place in the file.
    pub(super) fn place_of(&self, number: u32, before: usize) -> Option<Place> {
        let versions = self.places.get(&number)?;
        // They are sorted; while they are being found, only all of them are asked for.
        let count = versions.partition_point(|place| place.position < before);
        versions.get(..count)?.last().copied()
    }

    /// Reads one version of an object.
    pub(super) fn read(&self, place: Place) -> Option<FoundObject<'_>> {
        let bytes = if place.is_packed { self.container(place.position)? } else { self.bytes };
        let mut lexer = Lexer::new(bytes, place.start);
        let value = lexer.next_value();
        self.limits.count_parsed(lexer.position() - place.start)?;
        if lexer.is_exceeded() {
            self.limits.report_fault(TOO_LARGE);
        }
        let data = place.data.and_then(|(start, end)| self.bytes.get(start..end));
        Some(FoundObject { value: value?, data })
    }

    /// The content of the object stream at a place, which was decompressed when its objects were found.
    pub(super) fn container(&self, position: usize) -> Option<&[u8]> {
        self.containers.get(&position).map(Vec::as_slice)
    }

    /// Decompresses a stream, whose dictionary has no references.
    pub(super) fn decode(&self, dictionary: &Dictionary, data: &[u8]) -> Result<Vec<u8>, StreamFault> {
        let is_new = self.read_streams.borrow_mut().insert(data.as_ptr().addr());
        let decoded = filters::decode(dictionary, data, self.limits.of_stream()?);
        self.limits.count_stream(decoded.as_ref().ok().map(|decoded| decoded.content.len()));
        let Decoded { content, rest } = decoded?;
        if is_new && !rest.is_empty() {
            self.rests.borrow_mut().push(rest);
        }
        Ok(content)
    }

    /// The texts after the data of all streams that were read.
    pub(super) fn take_rests(&self) -> Vec<String> {
        self.rests.take()
    }

    /// Whether a stream was read.
    pub(super) fn has_read(&self, data: &[u8]) -> bool {
        self.read_streams.borrow().contains(&data.as_ptr().addr())
    }

    fn find_objects(&mut self) {
        let finder = memmem::Finder::new(b"obj");
        let mut end = 0;
        let mut at = 0;
        while let Some(found) = finder.find(&self.bytes[at..]) {
            let keyword = at + found;
            at = keyword + 3;
            let Some((number, position)) = self.header_before(keyword, end) else { continue };
            if self.count == MAX_OBJECTS {
                self.limits.report_fault(TOO_LARGE);
                break;
            }
            self.add_gap(end..position);
            end = self.add_object(number, position, at);
            at = end;
        }
        self.add_gap(end..self.bytes.len());
    }

    /// The number of the object whose header ends with this `obj`, and where the header begins.
    fn header_before(&self, keyword: usize, from: usize) -> Option<(u32, usize)> {
        let text = self.bytes.get(from..keyword)?;
        // Two numbers of at most ten digits and some space.
        let tail = &text[text.len().saturating_sub(40)..];
        let mut end = tail.len();
        let mut number = 0;
        for field in 0..2 {
            let digits_end = tail[..end].iter().rposition(|byte| !is_space(*byte))? + 1;
            if field == 1 && digits_end == end {
                return None;
            }
            let is_digit = |byte: &u8| byte.is_ascii_digit();
            let start =
                tail[..digits_end].iter().rposition(|byte| !is_digit(byte)).map_or(0, |last| last + 1);
            number = str::from_utf8(&tail[start..digits_end]).ok()?.parse().ok()?;
            end = start;
        }
        Some((number, keyword - tail.len() + end))
    }

    /// Adds the object whose value begins at `start`; returns its end.
    fn add_object(&mut self, number: u32, position: usize, start: usize) -> usize {
        let mut lexer = Lexer::new(self.bytes, start);
        let value = lexer.next_value();
        if lexer.is_exceeded() {
            self.limits.report_fault(TOO_LARGE);
            return start;
        }
        let mut end = lexer.position();
        let mut data = None;
        if let Some(Object::Dictionary(dictionary)) = &value
            && let Some(after) = self.word_end(end, b"stream")
        {
            let range = self.stream_range(dictionary, after);
            end = range.end;
            data = Some((range.start, range.end));
            if dictionary.has_type(b"XRef") {
                self.trailers.push((position, dictionary.clone()));
            }
        }
        let place = Place { position, is_packed: false, start, data };
        self.places.entry(number).or_default().push(place);
        self.count += 1;
        // The rest of the object belongs to no gap.
        for word in [b"endstream".as_slice(), b"endobj"] {
            end = self.word_end(end, word).unwrap_or(end);
        }
        end
    }

    /// Where a word ends that stands at a place, after some space.
    fn word_end(&self, from: usize, word: &[u8]) -> Option<usize> {
        let end = from.saturating_add(MAX_WORD_DISTANCE).min(self.bytes.len());
        let mut lexer = Lexer::new(&self.bytes[..end], from);
        (lexer.next_item()? == Item::Keyword(word)).then(|| lexer.position())
    }

    /// The bytes of a stream whose keyword ends at `after`: as long as its dictionary says, if that leads to its end.
    fn stream_range(&self, dictionary: &Dictionary, after: usize) -> Range<usize> {
        let start = match self.bytes.get(after..) {
            Some([b'\r', b'\n', ..]) => after + 2,
            Some([b'\r' | b'\n', ..]) => after + 1,
            _ => after,
        };
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = dictionary.get(b"Length").ok();
        if let Some(Object::Integer(length)) = length
            && let Some(after) = usize::try_from(*length).ok().and_then(|length| rest.get(length..))
            && self.word_end(start + (rest.len() - after.len()), b"endstream").is_some()
        {
            return start..start + (rest.len() - after.len());
        }
        let reference = length.and_then(|length| length.as_reference().ok());
        let mut ends = memmem::find_iter(rest, b"endstream").take(64);
        let first = ends.next().unwrap_or(rest.len());
        let agrees = |end: &usize| self.length_after(start + end, reference.map(|id| id.0)) == Some(*end);
        let end = if agrees(&first) { first } else { ends.find(agrees).unwrap_or(first) };
        start..start + end
    }

    /// The length of a stream, if the object with this number stands directly after it: programs that write a file in one go
    /// put it there.
    fn length_after(&self, end: usize, number: Option<u32>) -> Option<usize> {
        let number = number?;
        let text = self.bytes.get(end..)?;
        let mut lexer = Lexer::new(&text[..text.len().min(MAX_LENGTH_BYTES)], 0);
        for word in [b"endstream".as_slice(), b"endobj"] {
            (lexer.next_item()? == Item::Keyword(word)).then_some(())?;
        }
        let found = lexer.next_value()?.as_i64().ok()?;
        (found == i64::from(number)).then_some(())?;
        lexer.next_value()?;
        (lexer.next_item()? == Item::Keyword(b"obj")).then_some(())?;
        let length = lexer.next_value()?.as_i64().ok()?;
        usize::try_from(length).ok()
    }

    fn add_gap(&mut self, gap: Range<usize>) {
        let text = &self.bytes[gap.clone()];
        for found in outside_comments(text, memmem::find_iter(text, b"trailer")) {
            let start = gap.start + found + b"trailer".len();
            let mut lexer = Lexer::new(self.bytes, start);
            if let Some(Object::Dictionary(dictionary)) = lexer.next_value() {
                self.trailers.push((gap.start + found, dictionary));
            }
            // What is never closed goes on to the end of the file, each time.
            if self.limits.count_parsed(lexer.position() - start).is_none() {
                break;
            }
            if lexer.is_exceeded() || self.trailers.len() > 1000 {
                self.limits.report_fault(TOO_LARGE);
                break;
            }
        }
        self.revision_ends.extend(memmem::find_iter(text, b"%%EOF").map(|found| gap.start + found));
        if text.iter().any(|byte| !is_space(*byte)) {
            self.gaps.push(gap);
        }
    }

    /// Finds the objects in object streams.
    fn open_containers(&mut self) {
        let mut bytes_left = MAX_CONTAINER_BYTES;
        let places: Vec<Place> =
            self.places().map(|(_, place)| place).filter(|place| place.data.is_some()).collect();
        for place in places {
            let Some(FoundObject { value: Object::Dictionary(dictionary), data: Some(data) }) =
                self.read(place)
            else {
                continue;
            };
            if !dictionary.has_type(b"ObjStm") {
                continue;
            }
            let dictionary = self.view(usize::MAX).without_references(&dictionary);
            match filters::decode(&dictionary, data, bytes_left.min(MAX_STREAM_BYTES)) {
                Ok(Decoded { content, rest }) => {
                    bytes_left -= content.len();
                    self.rests.borrow_mut().push(rest);
                    self.add_container(&dictionary, content, place.position);
                }
                Err(StreamFault::TooLarge) => return self.limits.report_fault(TOO_LARGE),
                Err(_) => self.limits.report_fault(DAMAGED),
            }
        }
    }

    fn add_container(&mut self, dictionary: &Dictionary, content: Vec<u8>, position: usize) {
        let first = dictionary.get(b"First").and_then(Object::as_i64).ok();
        let Some(first) = first.and_then(|first| usize::try_from(first).ok()) else {
            return self.limits.report_fault(DAMAGED);
        };
        let count = dictionary.get(b"N").and_then(Object::as_i64).unwrap_or(i64::MAX);
        let mut lexer = Lexer::new(&content[..first.min(content.len())], 0);
        let mut members = Vec::new();
        while let (Some(Object::Integer(number)), Some(Object::Integer(offset))) =
            (lexer.next_value(), lexer.next_value())
        {
            let start = usize::try_from(offset).ok().and_then(|offset| offset.checked_add(first));
            let number = u32::try_from(number).ok();
            if let (Some(number), Some(start)) = (number, start.filter(|start| *start < content.len())) {
                members.push((number, start));
            }
            if members.len() as i64 >= count || self.count + members.len() >= MAX_OBJECTS {
                break;
            }
            lexer.reset_limit();
        }
        self.count += members.len();
        if self.count >= MAX_OBJECTS {
            self.limits.report_fault(TOO_LARGE);
        }
        for (number, start) in members {
            let place = Place { position, is_packed: true, start, data: None };
            self.places.entry(number).or_default().push(place);
        }
        self.containers.insert(position, content);
    }

    /// The file as it was before a place in it.
    pub(super) fn view(&self, before: usize) -> View<'_, 'a> {
        View { file: self, before, touched: RefCell::default() }
    }
}

/// One revision of a file.
pub(super) struct View<'f, 'a> {
    pub(super) file: &'f PdfFile<'a>,
    before: usize,
    /// Number and place of the objects that were read.
    touched: RefCell<BTreeMap<u32, usize>>,
}

impl<'f> View<'f, '_> {
    /// The version of an object in this revision.
    pub(super) fn object(&self, number: u32) -> Option<FoundObject<'f>> {
        let place = self.file.place_of(number, self.before)?;
        self.touched.borrow_mut().insert(number, place.position);
        self.file.read(place)
    }

    /// The objects that were read since the last call.
    pub(super) fn take_touched(&self) -> BTreeMap<u32, usize> {
        std::mem::take(&mut self.touched.borrow_mut())
    }

    /// Remembers that these objects were read.
    pub(super) fn touch(&self, objects: &BTreeMap<u32, usize>) {
        self.touched.borrow_mut().extend(objects);
    }

    /// Whether a place in the file belongs to this revision.
    pub(super) fn contains(&self, position: usize) -> bool {
        position < self.before
    }

    /// Where the version of an object in this revision stands.
    pub(super) fn place(&self, number: u32) -> Option<usize> {
        Some(self.file.place_of(number, self.before)?.position)
    }

    /// Whether these objects are the same in this revision.
    pub(super) fn has_same(&self, objects: &BTreeMap<u32, usize>) -> bool {
        objects.iter().all(|(number, position)| {
            self.file.place_of(*number, self.before).is_some_and(|place| place.position == *position)
        })
    }

    /// The value that a reference leads to; of a stream, its dictionary.
    pub(super) fn resolve(&self, object: &Object) -> Option<FoundObject<'f>> {
        let mut found = FoundObject { value: object.clone(), data: None };
        for _ in 0..MAX_REFERENCES {
            let Object::Reference((number, _)) = found.value else { return Some(found) };
            found = self.object(number)?;
        }
        None
    }

    pub(super) fn value(&self, dictionary: &Dictionary, key: &[u8]) -> Option<Object> {
        Some(self.resolve(dictionary.get(key).ok()?)?.value)
    }

    pub(super) fn dictionary(&self, dictionary: &Dictionary, key: &[u8]) -> Option<Dictionary> {
        match self.value(dictionary, key)? {
            Object::Dictionary(value) => Some(value),
            _ => None,
        }
    }

    /// An entry of a dictionary within a dictionary, such as one of the resources, without a copy of all others.
    pub(super) fn entry(&self, dictionary: &Dictionary, key: &[u8], name: &[u8]) -> Option<Object> {
        match dictionary.get(key).ok()? {
            Object::Dictionary(entries) => entries.get(name).ok().cloned(),
            reference => match self.resolve(reference)?.value {
                Object::Dictionary(entries) => entries.get(name).ok().cloned(),
                _ => None,
            },
        }
    }

    pub(super) fn name(&self, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
        match self.value(dictionary, key)? {
            Object::Name(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn array(&self, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<Object>> {
        match self.value(dictionary, key)? {
            Object::Array(values) => Some(values),
            _ => None,
        }
    }

    pub(super) fn numbers(&self, dictionary: &Dictionary, key: &[u8]) -> Vec<f32> {
        let values = self.array(dictionary, key).unwrap_or_default();
        values.iter().filter_map(|value| self.resolve(value)?.value.as_float().ok()).collect()
    }

    /// The content of a stream.
    pub(super) fn decode(&self, dictionary: &Dictionary, data: &[u8]) -> Result<Vec<u8>, StreamFault> {
        self.file.decode(&self.without_references(dictionary), data)
    }

    /// The entries about the filters of a stream and the values of an object stream, each without references.
    pub(super) fn without_references(&self, dictionary: &Dictionary) -> Dictionary {
        const KEYS: [&[u8]; 5] = [b"Filter", b"DecodeParms", b"Type", b"First", b"N"];
        let mut result = Dictionary::new();
        for key in KEYS {
            let Some(mut value) = self.value(dictionary, key) else { continue };
            if let Object::Array(values) = &mut value {
                for value in values {
                    *value = self.resolve(value).map_or(Object::Null, |found| found.value);
                }
            }
            if let Object::Dictionary(values) = &mut value {
                let keys: Vec<Vec<u8>> = values.iter().map(|(key, _)| key.clone()).collect();
                for key in keys {
                    let direct = self.value(values, &key).unwrap_or(Object::Null);
                    values.set(key, direct);
                }
            }
            result.set(key, value);
        }
        result
    }
}
