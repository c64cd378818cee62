"""Owns decoding: a file's sound as float32 samples at 16 kHz, channels apart, damage counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speechqa.audio.formats import DEMUXERS, SAMPLE_RATE, TIMED_CONTAINERS, Headerless
from speechqa.audio.sniff import COPY_AGAIN, NO_RECORDING, shown
from speechqa.audio.stream import Outcome
from speechqa.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from av.audio.frame import AudioFrame
    from av.audio.resampler import AudioResampler
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

    from speechqa.audio.stream import Block, Pieces

MAX_SECONDS = 6 * 3600
"""Longest recording read, in seconds."""

_MAX_CHANNELS = 16
_MIN_RATE, _MAX_RATE = 4000, 768_000  # Hz; outside, a damaged header would stretch seconds to hours
# A WAV has no packets of its own. FFmpeg's 4 KB ones cost more than the decoding; larger ones would
# make it probe the whole file.
_WAV_OPTIONS = {"max_size": "65536", "probesize": "200000"}
# Where samples come in blocks (ADPCM, GSM), a damaged one must not take seconds of others with it.
_WAV_BLOCK_OPTIONS = {"max_size": "1024"}
_WAV_SAMPLE_TAGS = frozenset({1, 3, 6, 7, 0xFFFE})  # PCM, float, A-law, mu-law, extensible
_MAX_GAP_S = 600.0  # a longer jump is a broken clock, not a hole
_JOINED_HOLES = SAMPLE_RATE // 2  # samples between holes; else a damaged file has a hundred thousand
_MAX_PACKET_S = 1.0  # what claims to be longer is damaged there, too
_SID = 9  # frame type of comfort noise, 3GPP TS 26.201
_AMRWB_NO_DATA = b"\x7c"  # a frame of type 15, which decodes to 20 ms of silence
_MOSTLY_DAMAGED = 4  # damaged packets for each good one: random bytes rather than a recording


def decode(file: BinaryIO, path: str, raw: Headerless | None) -> Pieces:
    """Blocks of sound of an opened file, then the outcome; AudioError when there is no sound.

    ``raw`` names the encoding of a headerless file, None lets the first bytes decide.
    """
    import av

    av.logging.set_level(None)  # else FFmpeg writes to the terminal past every setting of ours
    options = {"format_whitelist": DEMUXERS, "protocol_whitelist": ""}
    head = file.read(22)
    if head.startswith(b"RIFF"):
        in_samples = head[12:16] != b"fmt " or int.from_bytes(head[20:], "little") in _WAV_SAMPLE_TAGS
        options.update(_WAV_OPTIONS if in_samples else _WAV_BLOCK_OPTIONS)
    file.seek(0)
    if raw is not None:
        options.update(raw.options)
    try:
        with av.open(
            file,
            mode="r",
            format=raw.demuxer if raw else None,
            container_options=options,
            metadata_errors="ignore",  # tags in some old code page are no reason to fail
        ) as container:
            return (yield from _Reader(container, path).read())
    # PyAV lets Python's own errors through where a header's fields make no sense.
    except (av.error.FFmpegError, OSError, ValueError, ArithmeticError, LookupError, TypeError) as error:
        raise AudioError(_unreadable(path, head_is_known=False)) from error


def _unreadable(path: str, *, head_is_known: bool) -> str:
    if head_is_known:
        what = "holds no sound that can be decoded: it is damaged or cut off at the start"
        return f"{shown(path)} {what}; {COPY_AGAIN}"
    what = "is not audio that can be read: the file is damaged, cut off or of another kind"
    return f"{shown(path)} {what}; {NO_RECORDING}"


def _opencore() -> Any:  # noqa: ANN401 - see _Reader._decoder
    """OpenCORE's AMR decoder, None if missing: FFmpeg's own one garbles discontinuous transmission."""
    import av

    try:
        codec: Any = av.CodecContext.create("libopencore_amrnb", "r")
        codec.sample_rate, codec.layout = 8000, "mono"
    except (av.error.FFmpegError, ValueError):
        return None
    return codec


def _codec_tag(stream: AudioStream) -> str:
    try:
        return str(stream.codec_context.codec_tag).lower()
    except UnicodeDecodeError:  # a tag may be any four bytes
        return ""


class _Reader:
    """One pass over a container's first audio track."""

    def __init__(self, container: InputContainer, path: str) -> None:
        self._container = container
        self._path = path
        self._stream = self._pick_stream()
        names = container.format.name.split(",")
        self._gap_s = next((TIMED_CONTAINERS[name] for name in names if name in TIMED_CONTAINERS), None)
        self._codec: Any = None
        self._channels = 0
        self._length = 0
        self._resampler: AudioResampler | None = None
        self._setup: tuple[object, ...] = ()
        self._first_pts_s: float | None = None
        self._good = self._bad = 0
        self._cut = False
        self._holes: list[tuple[int, int]] = []
        self._missing = 0
        self._warnings: list[str] = []

    def read(self) -> Pieces:
        for packet in self._packets():
            bad = self._bad
            for frame in self._frames(packet):
                yield from self._add(frame)
            if self._bad > bad:
                yield from self._stand_in(packet)
        yield from self._flush()
        if not self._length or self._bad > _MOSTLY_DAMAGED * max(self._good, 1):
            raise AudioError(_unreadable(self._path, head_is_known=True))
        self._note_damage()
        return Outcome(
            channels=self._channels,
            source_rate=self._stream.rate,
            codec=self._stream.codec_context.name,
            promised_s=self._promised_seconds(),
            warnings=tuple(self._warnings),
            holes=tuple(self._holes),
        )

    def _pick_stream(self) -> AudioStream:
        streams = self._container.streams.audio
        if not streams:
            kind = "video without sound" if self._container.streams.video else "a file without sound"
            what = "nothing to transcribe; export it with its sound or take it out of the folder"
            raise AudioError(f"{shown(self._path)} is {kind}: {what}")
        stream = streams[0]
        if stream.codec_context is None:
            raise AudioError(
                f"{shown(self._path)} is in an encoding that can't be decoded: convert it to WAV"
            )
        if _codec_tag(stream) in {"drms", "enca", "encv"}:
            raise AudioError(
                f"{shown(self._path)} is protected (DRM) and can't be decoded: export it unprotected"
            )
        # A false match on random bytes has a codec but neither rate nor channels.
        if not stream.codec_context.sample_rate or not stream.codec_context.channels:
            raise AudioError(_unreadable(self._path, head_is_known=False))
        if not _MIN_RATE <= stream.codec_context.sample_rate <= _MAX_RATE:
            rate = stream.codec_context.sample_rate
            raise AudioError(
                f"{shown(self._path)} claims {rate} samples a second: its header is damaged; {COPY_AGAIN}"
            )
        if stream.codec_context.channels > _MAX_CHANNELS:
            raise AudioError(
                f"{shown(self._path)} has {stream.codec_context.channels} channels: export it with one or two"
            )
        return stream

    def _packets(self) -> Iterator[Packet[Any]]:
        import av

        if len(self._container.streams.audio) > 1:
            self._warnings.append(
                f"the file has {len(self._container.streams.audio)} audio tracks; only the first was read"
            )
        try:
            yield from self._container.demux(self._stream)
        except (av.error.FFmpegError, OSError):
            self._cut = True

    def _frames(self, packet: Packet[Any]) -> list[AudioFrame]:
        import av

        try:
            frames: list[Any] = self._decoder().decode(self._understood(packet))
        except (av.error.FFmpegError, ValueError):
            self._bad += 1
            return []
        self._good += bool(packet.size)
        return frames

    def _understood(self, packet: Packet[Any]) -> Packet[Any]:
        """The packet, but "no data" for a pause in AMR-WB: FFmpeg's decoder fails on comfort noise."""
        import av

        if self._stream.codec_context.name == "amrwb" and packet.size and bytes(packet)[0] >> 3 & 15 == _SID:
            return av.Packet(_AMRWB_NO_DATA)
        return packet

    def _stand_in(self, packet: Packet[Any]) -> Iterator[Block]:
        """Silence for a damaged packet, so that later words keep their times; timed containers need none."""
        if self._gap_s is not None or not packet.duration or packet.time_base is None or not self._channels:
            return
        lost_s = float(packet.duration * packet.time_base)
        if 0 < lost_s <= _MAX_PACKET_S:
            yield from self._flush()
            yield self._hole(int(lost_s * SAMPLE_RATE))

    def _hole(self, count: int) -> int:
        """Notes that ``count`` samples of silence stand for sound; holes close together are one."""
        start, end = self._length, self._length + count
        if self._holes and start - self._holes[-1][1] < _JOINED_HOLES:
            start = self._holes.pop()[0]
        self._holes.append((start, end))
        self._length = end
        return count

    def _decoder(self) -> Any:  # noqa: ANN401 - PyAV types the codec contexts by medium only
        if self._codec is None:
            self._codec = _opencore() if self._stream.codec_context.name == "amrnb" else None
            self._codec = self._codec or self._stream.codec_context
        return self._codec

    def _add(self, frame: AudioFrame) -> Iterator[Block]:
        channels = len(frame.layout.channels)
        self._channels = self._channels or channels
        if channels != self._channels or not _MIN_RATE <= frame.sample_rate <= _MAX_RATE:
            self._bad += 1
            return
        yield from self._bridge_hole(frame)
        setup = (frame.sample_rate, frame.layout.name, frame.format.name)
        if setup != self._setup:
            yield from self._flush()
            self._setup = setup
        frame.pts = None  # times are ours to keep; the resampler must not act on broken ones
        yield from self._resample(frame)

    def _bridge_hole(self, frame: AudioFrame) -> Iterator[Block]:
        """Puts silence where packets are missing, so that later words keep their times."""
        if self._gap_s is None or frame.pts is None or frame.time_base is None:
            return
        at_s = float(frame.pts * frame.time_base)
        if self._first_pts_s is None:
            self._first_pts_s = at_s
        since_s = at_s - self._first_pts_s
        if self._gap_s < since_s - self._length / SAMPLE_RATE < _MAX_GAP_S:
            yield from self._flush()
            missing = max(int(since_s * SAMPLE_RATE) - self._length, 0)
            self._missing += missing
            yield self._hole(missing)

    def _resample(self, frame: AudioFrame | None) -> Iterator[Block]:
        import av
        import numpy as np

        if self._resampler is None:
            if frame is None:
                return
            self._resampler = av.AudioResampler(format="fltp", rate=SAMPLE_RATE)
        for piece in self._resampler.resample(frame):
            if piece.samples:
                self._length += piece.samples
                yield piece.to_ndarray().astype(np.float32, copy=False)

    def _flush(self) -> Iterator[Block]:
        yield from self._resample(None)
        self._resampler = None

    def _note_damage(self) -> None:
        if self._bad:
            total = self._bad + self._good
            self._warnings.append(f"{self._bad} of {total} packets were damaged and left out")
        if self._cut:
            self._warnings.append("the file breaks off: reading stopped at damaged data")
        if self._missing:
            self._warnings.append(
                f"{self._missing / SAMPLE_RATE:.1f} s are missing inside the recording; silence stands there"
            )

    def _promised_seconds(self) -> float | None:
        stream = self._stream
        if stream.duration and stream.time_base:
            return float(stream.duration * stream.time_base)
        return self._container.duration / 1_000_000 if self._container.duration else None
