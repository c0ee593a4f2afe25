"""Makes the small font files of single pages out of the full ones: `pip install fonttools brotli`, then run it.

The full files are the woff2 files of the npm packages @fontsource-variable/noto-naskh-arabic, @fontsource/amiri and
@fontsource/literata (5.x), kept beside their licences in translator/exporters/html/fonts.
"""

from __future__ import annotations

from fontTools import subset

from translator.exporters.html.fonts import CORE, FACES, FOLDER, code_points


def build(source: str, target: str) -> None:
    """Writes `target`, the glyphs and layout rules of `source` that the letters of Standard Arabic need."""
    options = subset.Options(flavor="woff2", name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], recalc_timestamp=False)
    font = subset.load_font(str(FOLDER / source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points(CORE))
    subsetter.subset(font)
    subset.save_font(font, str(FOLDER / target), options)
    print(target, (FOLDER / source).stat().st_size, "->", (FOLDER / target).stat().st_size, "bytes")


if __name__ == "__main__":
    for face in FACES:
        if face.core:
            build(face.file, face.core)
