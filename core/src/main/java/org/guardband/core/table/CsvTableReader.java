package org.guardband.core.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads CSV (RFC 4180, UTF-8) into a table, in one pass and without a text per number. */
final class CsvTableReader {

    private static final int GZIP_BUFFER = 1 << 16;
    private static final int LONGEST_FIELD = 1 << 22;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final String file;
    private final CsvTableHandler handler;

    private CsvTableReader(
            String file, Predicate<String> numeric, ColumnRenames renames, Allowance allowance) {
        this.file = file;
        this.handler = new CsvTableHandler(file, numeric, renames, allowance);
    }

    static Table read(
            String file,
            InputStream in,
            boolean gzip,
            Predicate<String> numeric,
            ColumnRenames renames,
            Allowance allowance)
            throws IOException {
        return new CsvTableReader(file, numeric, renames, allowance).read(in, gzip);
    }

    private Table read(InputStream in, boolean gzip) throws IOException {
        try {
            return parse(gzip ? new GZIPInputStream(in, GZIP_BUFFER) : in);
        } catch (UncheckedIOException | CsvParseException | IOException e) {
            throw translate(e, gzip);
        }
    }

    private Table parse(InputStream in) throws IOException {
        PushbackReader text =
                new PushbackReader(
                        new InputStreamReader(
                                in,
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPORT)
                                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        skipByteOrderMark(text);
        try (CsvReader<Boolean> csv = parser(text)) {
            for (Iterator<Boolean> records = csv.iterator(); records.hasNext(); ) {
                records.next();
            }
        }
        return handler.toTable();
    }

    private static void skipByteOrderMark(PushbackReader text) throws IOException {
        int first = text.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            text.unread(first);
        }
    }

    private CsvReader<Boolean> parser(Reader text) {
        return CsvReader.builder()
                .skipEmptyLines(true)
                // the handler counts the fields, for it knows what to say
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_FIELD)
                .build(handler, text);
    }

    /** The parser wraps what its handler and its reader throw. */
    private IOException translate(Exception e, boolean gzip) throws IOException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TableException told) {
                throw told;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            if (cause instanceof CharacterCodingException) {
                throw new TableException(near() + "is not UTF-8 text", e);
            }
            if (gzip && (cause instanceof ZipException || cause instanceof EOFException)) {
                throw new TableException(file + ": is damaged or cut short as gzip", e);
            }
            if (cause instanceof CsvParseException && cause.getCause() == null) {
                throw new TableException(file + ":" + handler.line() + ": " + quoting(cause), e);
            }
        }
        if (e instanceof IOException io) {
            return io;
        }
        if (e.getCause() instanceof IOException io) {
            return io;
        }
        throw new TableException(near() + "is not CSV: " + e.getMessage(), e);
    }

    private String near() {
        return file + (handler.line() > 0 ? ":" + handler.line() : "") + ": ";
    }

    private static String quoting(Throwable e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Unclosed")) {
            return "a quote is opened and not closed";
        }
        return message.startsWith("Unexpected character after closing quote")
                ? "a closing quote must be followed by a comma or the end of the line"
                : "is not CSV: " + Messages.shown(message);
    }
}
