package dev.wirelab.kernel.java;

import org.junit.jupiter.api.Test;

class DeclarationsTest extends JavaSession {

  @Test
  void variables() {
    execute("int x = 41").noResult();
    execute("x + 1").result("42");
    execute("String unset;\nunset").result("null");
    execute("int zero; zero").result("0");
    execute("var list = new ArrayList<String>();\nlist.add(\"a\");\nlist").result("[a]");
    execute("int a = 1, b = a + 1; a + b").result("3");
    execute("int[] row = {1, 2}, other[] = {{3}}; other[0][0] + row[1]").result("5");
    execute("final int fixed = 7;\nfixed").result("7");
  }

  @Test
  void variablesInAnyStyle() {
    execute("/* a comment */ int first = 1;").noResult();
    execute("first").result("1");
    execute("String/*of*/second=\"2\";").noResult();
    execute("second").result("2");
    execute("String[]third={\"3\"};").noResult();
    execute("third").result("[3]");
    execute("String []fourth = {\"4\"};").noResult();
    execute("fourth").result("[4]");
    execute("Map<String,List<Integer>>fifth=Map.of();").noResult();
    execute("fifth").result("{}");
    execute("Map.Entry<String, Integer> sixth = Map.entry(\"k\", 6);").noResult();
    execute("sixth").result("k=6");
    execute("java.util.List<String>seventh = java.util.List.of();").noResult();
    execute("seventh").result("[]");
    execute("@Deprecated int eighth = 8;").noResult();
    execute("eighth").result("8");
    execute("// why\nint ninth = 9;").noResult();
    execute("ninth").result("9");
    execute("/** why */\nString tenth = \"10\";").noResult();
    execute("tenth").result("10");
  }

  @Test
  void methods() {
    execute("int twice(int n) { return 2 * n; }").noResult();
    execute("twice(21)").result("42");
    execute("int twice(String s) { return 2 * s.length(); }\ntwice(\"abc\") + twice(1)")
        .result("8");
    execute("int sum(int... ns) { return IntStream.of(ns).sum(); }\nsum(1, 2, 3)").result("6");
    execute("<T extends Comparable<T>> T max(T a, T b) { return a.compareTo(b) > 0 ? a : b; }");
    execute("max(\"a\", \"b\")").result("b");
    execute("int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(15)")
        .result("610");
    execute("static int fixed() { return 1; }\nfixed()").result("1");
  }

  @Test
  void typesOfEachKind() {
    execute("record Point(int x, int y) { int sum() { return x + y; } }");
    execute("new Point(1, 2)").result("Point[x=1, y=2]");
    execute("new Point(1, 2).sum()").result("3");
    execute("enum Colour { RED, GREEN; Colour next() { return values()[1 - ordinal()]; } }");
    execute("Colour.RED.next()").result("GREEN");
    execute("interface Greeter { String greet(); }\nGreeter hi = () -> \"hi\";\nhi.greet()")
        .result("hi");
    execute("@interface Marked { int value() default 3; }\n@Marked class Here {}");
    execute("class Box<T> { T content; Box(T content) { this.content = content; } }");
    execute("new Box<>(\"full\").content").result("full");
    execute("abstract class Base { abstract int n(); }\nnew Base() { int n() { return 5; } }.n()")
        .result("5");
  }

  @Test
  void aSealedTypePermitsWhatItsCellDeclares() {
    execute(
            """
            sealed interface Term { int depth(); }
            record Numeral(int n) implements Term { public int depth() { return 1; } }
            // a comment { with a brace
            record Sum(Term left, Term right) implements Comparable<Sum>, Term {
              public int depth() { return 1 + Math.max(left.depth(), right.depth()); }
              public int compareTo(Sum other) { return 0; }
            }
            int value(Term term) {
              return switch (term) {
                case Numeral(int n) -> n;
                case Sum(Term left, Term right) -> value(left) + value(right);
              };
            }
            value(new Sum(new Numeral(1), new Numeral(2)))\
            """)
        .result("3");
    execute(
            "sealed abstract class Pet<T> {}\nfinal class Kitten extends Pet<String> {}\nnew Kitten() instanceof Pet<?>")
        .result("true");
    execute("sealed interface Own { record In() implements Own {} }\nnew Own.In()").result("In[]");
    execute("sealed interface Alone { }")
        .fails("CompileError")
        .saying("sealed class must have subclasses")
        .tracing("Declare them below it in the same cell");
  }

  @Test
  void recordsWithConstructorsOfTheirOwn() {
    execute(
            """
            record Range(int low, int high) {
              Range {
                if (low > high) throw new IllegalArgumentException(low + " > " + high);
              }
            }
            new Range(1, 2)\
            """)
        .result("Range[low=1, high=2]");
    var ran = execute("new Range(2, 1)").fails("IllegalArgumentException");
    ran.saying("2 > 1").tracing("line 3, in the constructor: if (low > high)");
    execute(
            "record Name(String text) { Name(String text) { this.text = text.strip(); } }\nnew Name(\" a \")")
        .result("Name[text=a]");
    execute("record Plain(int n) { public Plain { n++; } }\nnew Plain(1)").result("Plain[n=2]");
    execute(
            "record Two(int n) { Two { n++; } Two() { this(0); } static Two two() { return new Two(); } }\nTwo.two()")
        .result("Two[n=1]");
  }

  @Test
  void whatIsWrongInARecordStandsWhereItIs() {
    execute("record Wrong(int n) { Wrong { n = \"\"; } }")
        .fails("CompileError")
        .tracing("line 1, column 35: incompatible types", "\n" + " ".repeat(38) + "^~")
        .saying("incompatible types");
    execute("record Bare(int n) { Bare(int n) { } int f() { return 1; } }")
        .fails("CompileError")
        .saying("might not have been initialized")
        .tracing("column 34: variable n might not have been initialized");
    execute("record Hidden(int n) { private Hidden { } }")
        .fails("CompileError")
        .saying("invalid canonical constructor");
  }

  @Test
  void sealedTypesAndPatterns() {
    execute(
            """
            sealed interface Shape permits Circle, Square {}
            record Circle(double radius) implements Shape {}
            record Square(double side) implements Shape {}
            double area(Shape shape) {
              return switch (shape) {
                case Circle(double r) -> 3 * r * r;
                case Square(double s) when s < 0 -> -1;
                case Square(var s) -> s * s;
              };
            }
            area(new Circle(2)) + area(new Square(3))\
            """)
        .result("21.0");
  }

  @Test
  void typesThatNameEachOtherInOneCell() {
    execute(
            """
            class Hen { Egg lay() { return new Egg(this); } }
            class Egg { final Hen hen; Egg(Hen hen) { this.hen = hen; } Hen hatch() { return new Hen(); } }
            new Hen().lay().hatch().lay().hen != null\
            """)
        .result("true");
  }

  @Test
  void aMethodMayNameWhatComesLater() {
    execute("int early() { return late() + 1; }")
        .ok()
        .prints(
            "method early refers to method late(), which is not declared yet; it works once you declare it\n");
    execute("early()")
        .fails("UnresolvedReference")
        .saying("method early refers to method late(), which is not declared yet");
    execute("int late() { return 1; }").ok();
    execute("early()").result("2");
  }

  @Test
  void aClassMayNameWhatComesLater() {
    execute("class Parent { List<Child> children; }").ok();
    execute("new Parent()")
        .fails("CompileError")
        .tracing(
            "class Parent refers to class Child, which is not declared yet; it works once you declare it");
    execute("class Child { Parent parent; }").ok();
    execute("new Parent().children").result("null");
  }

  @Test
  void whatWaitsForSeveralNamesThemAll() {
    execute("class Ship { Mast mast; int speed() { return wind() * 2; } }")
        .ok()
        .prints(
            "class Ship refers to class Mast and method wind(), which are not declared yet; it works once you declare them\n");
    execute("int sail(Mast mast) { return 1; }").ok();
    execute("sail(null)").fails("CompileError").tracing("method sail refers to class Mast");
    execute("class Mast {}\nint wind() { return 3; }\nnew Ship().speed() + sail(null)").result("7");
  }

  @Test
  void kindsOfEachSortNameEachOtherInOneCell() {
    execute(
            """
            interface Node { int eval(); static Node of(int n) { return new Leaf(n); } }
            record Leaf(int n) implements Node { public int eval() { return n + zero(); } }
            enum Op { ADD { Node make(Node a, Node b) { return new Plus(a, b); } }; abstract Node make(Node a, Node b); }
            record Plus(Node left, Node right) implements Node { public int eval() { return left.eval() + right.eval(); } }
            int zero() { return even(0) ? 0 : 1; }
            boolean even(int n) { return n == 0 || odd(n - 1); }
            boolean odd(int n) { return n != 0 && even(n - 1); }
            Op.ADD.make(Node.of(1), Node.of(2)).eval()\
            """)
        .result("3");
  }

  @Test
  void aClassFileIsACell() {
    execute(
            """
            import java.util.List;

            /** Says hello. */
            public class Hello {
                private static final List<String> NAMES = List.of("you");

                public static void main(String[] args) {
                    System.out.println("Hello, " + NAMES.getFirst());
                }
            }
            """)
        .noResult();
    execute("Hello.main(new String[0])").prints("Hello, you\n");
  }

  @Test
  void aCompactSourceFileIsACell() {
    execute("String whom = \"you\";\n\nvoid main() {\n    IO.println(\"Hello, \" + whom);\n}").ok();
    execute("main()").prints("Hello, you\n");
    execute("public static void main(String[] args) { System.out.println(args.length); }").ok();
    execute("main(new String[] {\"a\"})").prints("1\n");
  }

  @Test
  void modifiersThatOnlyClassesNeedDoNoHarm() {
    execute("private static final int LIMIT = 3;\nprotected int below() { return LIMIT - 1; }")
        .ok();
    execute("public int above() { return LIMIT + 1; }\nabove() + below()").result("6");
    execute("synchronized void alone() {}")
        .fails("CompileError")
        .tracing("In a cell, leave it out, or put the declaration into a class");
  }

  @Test
  void aPackageIsRefusedPlainly() {
    execute("// mine\npackage com.example;\n\nclass Inside {}")
        .fails("CompileError")
        .saying("a cell is in no package: leave this line out");
  }

  @Test
  void theNewValueReplacesTheOld() {
    execute("int value = 1");
    execute("int value = 2");
    execute("value").result("2");
    execute("String value = \"three\"");
    execute("value").result("three");
  }

  @Test
  void theNewMethodReplacesTheOld() {
    execute("String word() { return \"old\"; }\nString shout() { return word() + \"!\"; }\nshout()")
        .result("old!");
    execute("String word() { return \"new\"; }");
    execute("shout()").result("new!");
  }

  @Test
  void theNewClassReplacesTheOld() {
    execute("class Version { int n() { return 1; } }\nint current() { return new Version().n(); }");
    execute("current()").result("1");
    execute("class Version { int n() { return 2; } }");
    execute("current()").result("2");
    execute("record Version(int n) {}\nnew Version(3)").result("Version[n=3]");
  }

  @Test
  void aCellCanRunTwice() {
    var cell = "record Pair(int a, int b) {}\nvar pair = new Pair(1, 2);\npair.a() + pair.b()";
    execute(cell).result("3");
    execute(cell).result("3");
  }

  @Test
  void whatFailedHalfwayKeepsWhatWasDeclaredBefore() {
    execute("int kept = 5;\nint broken = \"text\";").fails("CompileError");
    execute("kept").result("5");
    execute("int given = 5;\nint thrown = 1 / 0;").fails("ArithmeticException");
    execute("given + thrown").result("5");
  }
}
