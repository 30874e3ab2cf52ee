extension Decode where Value == Window {
  /// A part of the week.
  static var window: Decode {
    Decode { value, reading in
      guard case .string(let text) = value.content else {
        return reading.mismatch(value, "a window in quotes such as \"Mon-Fri 02:00-06:00\"")
      }
      do throws(Window.Mistake) {
        return try Window(text)
      } catch {
        return reading.reject(value, "lists \(quoted(text)), \(error.message)")
      }
    }
  }
}

extension Decode where Value == KeepOriginal {
  /// A number of days, or `"forever"`.
  static var days: Decode {
    Decode<Double?>.word("forever", or: .number(in: 0...36_500)).map {
      $0.map(KeepOriginal.days) ?? .forever
    } back: { keep in
      switch keep {
      case .forever: nil
      case .days(let days): days
      }
    }
  }

  /// The old form: `true` for ever, `false` not at all.
  static var flag: Decode {
    Decode<Bool>.flag.map {
      $0 ? .forever : .days(0)
    } back: {
      $0 == .forever
    }
  }
}

extension Decode where Value == [String] {
  /// A program and its arguments.
  static var command: Decode {
    Decode { value, reading in
      guard case .array(let words) = value.content else {
        return reading.reject(
          value, "lists \(value.inWords); write each command as a list, as in [[\"pgrep\", \"ffmpeg\"]]")
      }
      guard let program = words.first else {
        return reading.reject(value, "lists an empty command; write a program and its arguments")
      }
      let name = Decode<String>.program.read(program, &reading)
      let arguments = Decode.list(of: .argument).read(
        TOMLValue(content: .array(Array(words.dropFirst())), position: value.position), &reading)
      guard let name, let arguments else { return nil }
      return [name] + arguments
    } write: { words in
      .array(words.map { TOMLValue(content: .string($0)) })
    }
  }
}

extension Decode where Value == String {
  /// An argument of a command: any text that the kernel can hand over.
  static var argument: Decode {
    Decode { value, reading in
      guard case .string(let text) = value.content else { return reading.mismatch(value, "a string") }
      guard !text.utf8.contains(0) else {
        return reading.reject(value, "lists \(quoted(text)) with a zero byte; remove it")
      }
      return text
    }
  }
}
