"""Owns sounds without words, made by formula: the same samples on every machine, nobody's recording.

All are mono float arrays at 8 kHz, the telephone's rate; ``WORDLESS`` names them. ``CODECS`` puts
them through what a recording server stores, ``at_16k`` gives them to the recogniser.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

RATE = 8_000
SECONDS = 15.0


def times(seconds: float = SECONDS) -> Sound:
    """The time of each sample in seconds."""
    return np.arange(int(seconds * RATE)) / RATE


def tones(*frequencies: float, on_s: float = SECONDS, off_s: float = 0.0, seconds: float = SECONDS) -> Sound:
    """Sines together, switched on and off."""
    t = times(seconds)
    return sum(0.12 * np.sin(2 * np.pi * f * t) for f in frequencies) * (t % (on_s + off_s) < on_s)


def coloured(exponent: float, seconds: float = SECONDS, *, level: float = 0.05, seed: int = 1) -> Sound:
    """Noise whose power falls with frequency to the ``exponent`` (0 white, 1 pink, 2 brown)."""
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=count))
    frequency = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 20.0)
    return _at_level(np.fft.irfft(spectrum * frequency ** (-exponent / 2), count), level)


def band(low: float, high: float, seconds: float = SECONDS, *, seed: int = 2) -> Sound:
    """Noise between two frequencies, at level 1."""
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=count))
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    spectrum[(frequency < low) | (frequency > high)] = 0
    return _at_level(np.fft.irfft(spectrum, count), 1.0)


def street() -> Sound:
    """Rumble, cars passing, a horn."""
    t = times()
    cars = sum(np.exp(-(((t - at) / 1.2) ** 2)) for at in (2.0, 5.5, 6.5, 11.0)) * band(80, 1500)
    horn = sum(np.sin(2 * np.pi * f * t) for f in (392, 494, 988)) * ((t > 8) & (t < 8.7))
    return coloured(2) + 0.06 * cars + 0.04 * horn


def babble(*, voices: int = 6, seed: int = 5) -> Sound:
    """Several voice-like buzzes with moving formants and a syllable's rhythm, but no speech sounds."""
    rng = np.random.default_rng(seed)
    return _at_level(sum(_voice(rng) for _ in range(voices)), 0.06)


def _voice(rng: np.random.Generator) -> Sound:
    t = times()
    pitch = rng.uniform(95, 220) * (1 + 0.12 * np.sin(2 * np.pi * rng.uniform(0.2, 0.7) * t))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    out = np.zeros_like(t)
    formants = [(600, 250), (1500, 500), (2600, 300)]
    moving = [f + w * np.sin(2 * np.pi * rng.uniform(1, 3) * t + rng.uniform(0, 6)) for f, w in formants]
    for harmonic in range(1, 25):
        frequency = harmonic * pitch
        weight = sum(np.exp(-(((frequency - f) / 120) ** 2)) for f in moving)
        out += weight * np.sin(harmonic * phase) * (frequency < 0.9 * RATE / 2)
    return out * np.maximum(np.sin(2 * np.pi * rng.uniform(1.5, 2.5) * t + rng.uniform(0, 6)), 0.0)


def melody(
    notes: Sequence[float] = (262, 330, 392, 523, 440, 349, 294, 392), *, note_s: float = 0.4
) -> Sound:
    """A plucked tune with overtones."""
    t = times()
    pitch = np.asarray(notes)[(t / note_s).astype(int) % len(notes)]
    decay = np.exp(-3 * (t % note_s))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    return 0.12 * decay * sum(np.sin(k * phase) / k for k in range(1, 7))


def chords(*, chord_s: float = 2.0) -> Sound:
    """Sustained chords, each of three notes with overtones."""
    t = times()
    sequence = np.array([(262, 330, 392), (220, 262, 330), (175, 220, 262), (196, 247, 294)], dtype=float)
    now = sequence[(t / chord_s).astype(int) % 4]
    swell = 0.6 + 0.4 * np.sin(np.pi * (t % chord_s) / chord_s)
    phases = 2 * np.pi * np.cumsum(now, axis=0) / RATE
    return 0.04 * swell * sum(np.sin(k * phases).sum(axis=1) / k for k in range(1, 6))


def drums() -> Sound:
    """Kick, snare and hi-hat at 110 beats a minute."""
    t = times()
    beat = 60 / 110
    kick = np.sin(2 * np.pi * 70 * t) * np.exp(-18 * (t % beat))
    snare = band(200, 3500, seed=3) * np.exp(-14 * ((t + beat / 2) % beat))
    hat = band(3000, 3900, seed=4) * np.exp(-60 * (t % (beat / 2)))
    return 0.2 * kick + 0.06 * snare + 0.03 * hat


def strings() -> Sound:
    """A slow bowed line with vibrato, in the pitch range of a voice."""
    t = times()
    pitch = np.array([196, 220, 247, 262, 294, 247])[(t / 1.5).astype(int) % 6]
    phase = 2 * np.pi * np.cumsum(pitch * (1 + 0.012 * np.sin(2 * np.pi * 5.5 * t))) / RATE
    bow = np.minimum(1, 6 * (t % 1.5)) * np.minimum(1, 6 * (1.5 - t % 1.5))
    return 0.06 * bow * sum(np.sin(k * phase) * k**-0.8 for k in range(1, 14))


def hold_music() -> Sound:
    """A band on hold: chords, tune and drums."""
    return 0.7 * chords() + 0.6 * melody(note_s=0.55) + 0.5 * drums()


def breath() -> Sound:
    """Breathing into the microphone every three seconds."""
    t = times()
    return 0.05 * band(300, 2500) * np.exp(-(((t % 3 - 1) / 0.35) ** 2)) + coloured(1, level=0.001)


def clicks() -> Sound:
    """Line clicks at odd times."""
    out = coloured(0, level=0.0005)
    for at in np.random.default_rng(8).uniform(0.2, SECONDS - 0.2, 25):
        spot = int(at * RATE)
        out[spot : spot + 12] += 0.6 * np.exp(-np.arange(12) / 3) * (-1.0) ** np.arange(12)
    return out


def dtmf(digits: str = "159#204683") -> Sound:
    """Keys pressed in a row."""
    low, high = (697, 770, 852, 941), (1209, 1336, 1477)
    t = times()
    out = np.zeros_like(t)
    for index, digit in enumerate(digits):
        row, column = divmod("123456789*0#".index(digit), 3)
        pressed = (t > 0.5 + index) & (t < 0.75 + index)
        out += pressed * 0.15 * (np.sin(2 * np.pi * low[row] * t) + np.sin(2 * np.pi * high[column] * t))
    return out


def fax_data() -> Sound:
    """V.21 modem signal: 300 baud between 1650 and 1850 Hz, after an answer tone."""
    t = times()
    bits = np.random.default_rng(9).integers(0, 2, int(SECONDS * 300) + 1)[(t * 300).astype(int)]
    phase = 2 * np.pi * np.cumsum(np.where(bits, 1650, 1850)) / RATE
    return 0.15 * np.where(t < 3, np.sin(2 * np.pi * 2100 * t), np.sin(phase))


def hum() -> Sound:
    """Mains hum with overtones and a little hiss."""
    return tones(50) + 0.5 * tones(100, 150, 250) + coloured(0, level=0.001)


WORDLESS: dict[str, Callable[[], Sound]] = {
    "silence": lambda: np.zeros(int(SECONDS * RATE)),
    "line noise": lambda: coloured(0, level=0.0008),
    "white noise": lambda: coloured(0),
    "pink noise": lambda: coloured(1),
    "brown noise": lambda: coloured(2, level=0.1),
    "babble": babble,
    "one buzzing voice": lambda: babble(voices=1, seed=6),
    "street": street,
    "melody": melody,
    "chords": chords,
    "drums": drums,
    "strings": strings,
    "hold music": hold_music,
    "ring": lambda: tones(425, on_s=1, off_s=4),
    "ring (US)": lambda: tones(440, 480, on_s=2, off_s=4),
    "busy": lambda: tones(425, on_s=0.48, off_s=0.48),
    "congestion": lambda: tones(480, 620, on_s=0.25, off_s=0.25),
    "fax CNG": lambda: tones(1100, on_s=0.5, off_s=3),
    "fax CED": lambda: tones(2100),
    "fax V.21": fax_data,
    "DTMF": dtmf,
    "hum": hum,
    "breath": breath,
    "clicks": clicks,
}


def mu_law(sound: Sound) -> Sound:
    """The sound after mu-law coding (ITU-T G.711, mu = 255, 8 bits)."""
    clipped = np.clip(sound, -1, 1)
    squeezed = np.sign(clipped) * np.log1p(255 * np.abs(clipped)) / np.log(256)
    steps = np.round(squeezed * 127) / 127
    return np.asarray(np.sign(steps) * (256 ** np.abs(steps) - 1) / 255)


def gsm(sound: Sound) -> Sound:
    """The sound after GSM 06.10 coding, written and read again."""
    import soundfile

    file = io.BytesIO()
    soundfile.write(file, np.clip(sound, -1, 1), RATE, format="WAV", subtype="GSM610")
    file.seek(0)
    return np.asarray(soundfile.read(file)[0][: len(sound)])


CODECS: dict[str, Callable[[Sound], Sound]] = {"8 kHz": lambda sound: sound, "mu-law": mu_law, "GSM": gsm}


def at_16k(sound: Sound) -> NDArray[np.float32]:
    """The sound at 16 kHz as the decoder would give it: nothing above 4 kHz."""
    spectrum = np.fft.rfft(sound)
    wide = np.zeros(len(sound) + 1, dtype=complex)
    wide[: len(spectrum)] = spectrum
    return (2 * np.fft.irfft(wide, 2 * len(sound))).astype(np.float32)


def backwards(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Speech nobody understands: the samples in reverse."""
    return np.ascontiguousarray(samples[::-1])


def at_level(samples: NDArray[np.float32], level_db: float) -> NDArray[np.float32]:
    """The samples with their loudest half at ``level_db`` of full scale, rounded to 16 bits."""
    power = np.square(samples, dtype=np.float64)
    loud = power[power >= np.median(power)]
    gain = 10 ** (level_db / 20) / np.sqrt(loud.mean() + 1e-12)
    return (np.round(samples * gain * 32767) / 32767).astype(np.float32)


def noisy(samples: NDArray[np.float32], snr_db: float, *, exponent: float = 1.0) -> NDArray[np.float32]:
    """The samples under noise ``snr_db`` below the level of their loudest half."""
    power = np.square(samples, dtype=np.float64)
    loud = power[power >= np.median(power)]
    level = np.sqrt(loud.mean()) * 10 ** (-snr_db / 20)
    noise = at_16k(coloured(exponent, len(samples) / 16_000 + 1, level=float(level), seed=11))
    return (samples + noise[: len(samples)]).astype(np.float32)


def _at_level(sound: Sound, level: float) -> Sound:
    return np.asarray(sound * level / np.sqrt(np.mean(np.square(sound)) + 1e-12))
