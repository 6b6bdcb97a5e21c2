package org.hozon.store;

import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Reads statements whose parameters are question marks and nothing else; unlike Jdbi's own parser
 * it costs nothing at start-up.
 */
final class PositionalSql implements SqlParser {
  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    ParsedSql.Builder parsed = ParsedSql.builder();
    int from = 0;
    for (int mark = sql.indexOf('?'); mark >= 0; mark = sql.indexOf('?', from)) {
      parsed.append(sql.substring(from, mark)).appendPositionalParameter();
      from = mark + 1;
    }
    return parsed.append(sql.substring(from)).build();
  }

  @Override
  public String nameParameter(String rawName, StatementContext context) {
    throw new UnsupportedOperationException("parameters here have no names: " + rawName);
  }
}
