package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a cell that runs again, as it was or changed, does to what others made.
class RedeclarationsTest extends JavaSession {

  @Test
  void whatNamesAVariableSeesItsNewValue() {
    execute(
            "int rate = 5;\nSupplier<Integer> asked = () -> rate;\nclass Till { int sum() { return 2 * rate; } }")
        .ok();
    execute("var till = new Till();").ok();
    execute("int rate = 7;").ok();

    execute("asked.get()").result("7");
    execute("till.sum()").result("14");
  }

  @Test
  void alsoWhereItsTypeIsLeftToTheCompiler() {
    execute("var row = new int[3];\nSupplier<Integer> length = () -> row.length;").ok();
    execute("var row = new int[4];\nlength.get()").result("4");
    execute("final Map<String, List<Integer>> byName = new HashMap<>();").ok();
    execute("Map<String,List<Integer>> byName = /* = */ new TreeMap<>();\nbyName").result("{}");
    execute("String\n  said\n = \"a = b\";").ok();
    execute("String\n  said\n = \"c = \" + said;\nsaid").result("c = a = b");
  }

  @Test
  void aWrongOneLeavesTheVariable() {
    execute("int kept = 1;").ok();
    execute("int kept = \"text\";")
        .fails("CompileError")
        .tracing("line 1, column 12: incompatible types: String cannot be converted to int");
    execute("int kept = 1 / 0;").fails("ArithmeticException").tracing("line 1: int kept = 1 / 0;");
    execute("kept").result("1");
  }

  @Test
  void anotherTypeIsAnotherVariable() {
    execute("int wide = 1;\nint doubled() { return 2 * wide; }\ndoubled()").result("2");
    execute("String wide = \"w\";")
        .ok()
        .prints(
            "method doubled does not compile any more: bad operand types for binary operator '*'\n");
    execute("doubled()").fails("UnresolvedReference").saying("does not compile any more");
    execute("wide").result("w");
    execute("double wide = 1.5;\nint doubled() { return (int) (2 * wide); }\ndoubled()")
        .result("3");
  }

  @Test
  void aClassThatIsAsItWasKeepsItsObjects() {
    var cell = "class Dog { String name = \"rex\"; }";
    execute(cell).ok();
    execute("var dog = new Dog(); int unrelated = 3;").ok();
    execute(cell).ok().prints("");
    execute("dog.name").result("rex");
  }

  @Test
  void aClassThatChangedSaysWhatToMakeAnew() {
    execute("class Cat { int lives = 9; }\nvar cat = new Cat();\nList<Cat> cats = List.of(cat);")
        .ok();
    execute("Object anything = cat;").ok();
    execute("class Cat { int lives = 7; }")
        .ok()
        .prints("class Cat is new; make anew what was made with the old one: cat, cats\n");
    execute("((Cat) anything).lives")
        .fails("ClassCastException")
        .saying("class Cat cannot be cast to class Cat")
        .tracing("Cat was declared anew after this object was made");
    execute("var cat = new Cat();\ncat.lives").result("7");
  }

  @Test
  void aWrongClassSaysWhatIsLost() {
    execute("class Cow { int milk = 9; }\nvar cow = new Cow();").ok();
    execute("class Cow { int milk = \"\"; }")
        .fails("CompileError")
        .prints(
            "class Cow is not there until this compiles; make anew then what was made with the old one: cow\n");
    execute("class Cow { int milk = 7; }\nvar cow = new Cow();\ncow.milk").result("7");
  }

  @Test
  void typesThatNeedMoreThanTheirAuthorWroteKeepTheirObjectsToo() {
    var cell = "sealed interface Beast {}\nrecord Ox(int age) implements Beast { Ox { age++; } }";
    execute(cell + "\nBeast ox = new Ox(1);").ok();
    execute(cell).ok().prints("");
    execute("ox").result("Ox[age=2]");
  }

  @Test
  void anImportThatFailsTakesNothingAway() {
    execute("List.of(1)").result("[1]");
    execute("import java.utl.List;").fails("CompileError");
    execute("List.of(2)").result("[2]");
  }

  /// A value of which the variable is gone is garbage: otherwise this takes 2 GB.
  @Test
  void noValueOfAReplacedVariableIsKept() {
    for (int i = 0; i < 20; i++) {
      execute(
              "record Version%d(byte[] load) {}\nvar load = new Version%1$d(new byte[100_000_000]);"
                  .formatted(i))
          .ok();
    }
    assertThat(execute("load.load().length").data("execute_result").get("text/plain").getAsString())
        .isEqualTo("100000000");
  }
}
