import API
import HTTPServer
import Platform

/// The values behind the `?` of an address; a mistake in them is a `bad_request` that says so.
struct QueryReader {
  private let values: [String: [UInt8]]

  init(_ values: [String: [UInt8]]) { self.values = values }

  func expect(_ names: Set<String>) throws(Refusal) {
    guard let other = Set(values.keys).subtracting(names).min() else { return }
    let known = names.isEmpty ? "nothing" : names.sorted().joined(separator: ", ")
    throw Refusal(.badRequest, "'?\(other)=' means nothing here; known is \(known)")
  }

  func number(_ name: String) throws(Refusal) -> Int64? {
    guard let bytes = values[name] else { return nil }
    guard let number = Int64(String(decoding: bytes, as: UTF8.self)), number >= 0 else {
      throw Refusal(.badRequest, "'\(name)' has to be a whole number")
    }
    return number
  }

  func limit() throws(Refusal) -> Int {
    guard let wanted = try number("limit") else { return Router.usualRows }
    guard 1...Int64(Router.mostRows) ~= wanted else {
      throw Refusal(.badRequest, "'limit' has to be from 1 to \(Router.mostRows)")
    }
    return Int(wanted)
  }

  func status() throws(Refusal) -> JobStatus? {
    guard let bytes = values["status"] else { return nil }
    guard let status = JobStatus(rawValue: String(decoding: bytes, as: UTF8.self)) else {
      throw Refusal(
        .badRequest, "'status' has to be one of \(JobStatus.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    return status
  }

  func path(_ name: String) -> Path? { values[name].map { Path(bytes: $0) } }
}
