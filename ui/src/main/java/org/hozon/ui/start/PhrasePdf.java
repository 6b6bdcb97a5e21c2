package org.hozon.ui.start;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.hozon.model.HozonException;
import org.hozon.ui.text.Texts;

/**
 * The sheet with the recovery phrase as a PDF. The words are text; what is around them is drawn, so
 * that any language comes out without its typeface in the file.
 */
final class PhrasePdf {
  private static final Pattern BREAKS =
      Pattern.compile("(?<= )|(?<=[\\u3001\\u3002\\u3040-\\u9fff])");
  private static final float LEFT = 72;
  private static final float WIDTH = 450;
  private static final int COLUMNS = 4;
  private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

  private PhrasePdf() {}

  /**
   * Writes the sheet.
   *
   * @return the file
   * @throws HozonException of kind FAILED when it cannot be written
   */
  static Path write(Path file, String account, List<String> words, Texts texts) {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      document.getDocumentInformation().setTitle(texts.get("phrase.pdf.title"));
      try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
        float y = PDRectangle.A4.getHeight() - 90;
        y = paragraph(pen, texts.get("phrase.pdf.title"), 20, y) - 6;
        y = paragraph(pen, texts.get("phrase.pdf.text"), 11, y) - 16;
        y = grid(pen, words, y) - 16;
        y = paragraph(pen, texts.get("phrase.warning"), 11, y) - 10;
        text(pen, new PDType1Font(Standard14Fonts.FontName.COURIER), 9, LEFT, y, account);
      }
      document.save(file.toFile());
      return file;
    } catch (IOException unwritable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          file + " could not be written (" + unwritable.getMessage() + "); choose another place.",
          unwritable);
    }
  }

  private static float grid(PDPageContentStream pen, List<String> words, float top)
      throws IOException {
    PDType1Font bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);
    PDType1Font plain = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    int rows = (words.size() + COLUMNS - 1) / COLUMNS;
    for (int i = 0; i < words.size(); i++) {
      int column = i / rows;
      float x = LEFT + column * (WIDTH / COLUMNS);
      float y = top - i % rows * 24;
      text(pen, plain, 10, x, y, (i + 1) + ".");
      text(pen, bold, 12, x + 22, y, words.get(i));
    }
    return top - rows * 24;
  }

  private static void text(
      PDPageContentStream pen, PDType1Font font, float size, float x, float y, String text)
      throws IOException {
    pen.beginText();
    pen.setFont(font, size);
    pen.newLineAtOffset(x, y);
    pen.showText(text);
    pen.endText();
  }

  private static float paragraph(PDPageContentStream pen, String text, int size, float top)
      throws IOException {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, size);
    float y = top;
    for (String line : lines(text, font)) {
      outline(pen, font.createGlyphVector(METRICS, line).getOutline(), y);
      y -= size * 1.45f;
    }
    return y;
  }

  /** Breaks at blanks, and within words of scripts that have none. */
  private static List<String> lines(String text, Font font) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : BREAKS.splitAsStream(text).toList()) {
      double width = font.getStringBounds(line + part.stripTrailing(), METRICS).getWidth();
      if (width > WIDTH && !line.isEmpty()) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      line.append(part);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  private static void outline(PDPageContentStream pen, Shape shape, float baseline)
      throws IOException {
    float[] at = new float[6];
    float x = 0;
    float y = 0;
    boolean any = false;
    for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
      any = true;
      switch (path.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> {
          x = at[0];
          y = at[1];
          pen.moveTo(LEFT + x, baseline - y);
        }
        case PathIterator.SEG_LINETO -> {
          x = at[0];
          y = at[1];
          pen.lineTo(LEFT + x, baseline - y);
        }
        case PathIterator.SEG_QUADTO -> {
          float x1 = x + 2f / 3 * (at[0] - x);
          float y1 = y + 2f / 3 * (at[1] - y);
          float x2 = at[2] + 2f / 3 * (at[0] - at[2]);
          float y2 = at[3] + 2f / 3 * (at[1] - at[3]);
          x = at[2];
          y = at[3];
          pen.curveTo(LEFT + x1, baseline - y1, LEFT + x2, baseline - y2, LEFT + x, baseline - y);
        }
        case PathIterator.SEG_CUBICTO -> {
          x = at[4];
          y = at[5];
          pen.curveTo(
              LEFT + at[0],
              baseline - at[1],
              LEFT + at[2],
              baseline - at[3],
              LEFT + x,
              baseline - y);
        }
        default -> pen.closePath();
      }
    }
    if (any) {
      pen.fill();
    }
  }
}
